#!/bin/sh
# Restores one backup that DR Console made, with standard tools only. Begin with: sh restore.sh --help
# Written for POSIX sh, which has no pipefail: each stage of a pipeline leaves a file behind when it fails, and all of them are looked for.
set -eu
umask 077

folder=@FOLDER@
signer=@SIGNER@

# Calls "$1" for each stream with: name, format, number of objects, SHA-256 of the plain content, database, its encoding.
# shellcheck disable=SC2016 # names are taken as they are
each_stream() {
@STREAMS@
}

usage() {
  cat <<'END'
sh restore.sh COMMAND [OPTION...]   in the folder that holds the backup's objects

  fetch     download the backup's objects into this folder
  verify    check the signature and every hash; with --identity, decrypt and decompress everything too
  extract   verify, then write each stream as a file into an empty folder (tar archives are unpacked)
  restore   verify, then restore databases into a PostgreSQL or MariaDB server; everything else needs extract

  --from PLACE          fetch: s3://BUCKET[/PREFIX], or the directory of a store
  --endpoint URL        fetch: address of an S3 server other than AWS
  --identity FILE       the age identity (AGE-SECRET-KEY-1...) that opens the backup
  --public-key FILE     the console's public signing key, kept apart from the store
  --fingerprint HEX     or its fingerprint from the recovery kit: then the key that lies in the store is used, if it is that one
  --unsigned            or no check of who made the backup, only of damage
  --to DIR              extract: a folder that is missing or empty
  --database NAME       restore: another name; only for a backup of one database
  --only NAME           restore: only this database of the backup
  --globals             restore: roles and tablespaces first (those that exist already are reported and stay)
  --no-owner            restore: everything belongs to the connecting role

The server is found as psql and mariadb find it: PGHOST, PGPORT, PGUSER, PGPASSFILE, or ~/.my.cnf. A database that is not empty is refused.
Needs: sha256sum, openssl, age, zstd, and what reads the streams (pg_restore and psql, mariadb, tar). fetch from S3 needs aws.
END
}

say() { printf '%s\n' "$*"; }
die() { printf 'restore.sh: %s\n' "$*" >&2; exit 1; }
need() { command -v "$1" >/dev/null 2>&1 || die "$1 is not on this machine (Debian: $2)."; }

command=${1:-}
[ $# -gt 0 ] && shift
from='' endpoint='' identity='' public_key='' fingerprint='' unsigned='' to='' database='' only='' globals='' no_owner=''
while [ $# -gt 0 ]; do
  case $1 in
    --from|--endpoint|--identity|--public-key|--fingerprint|--to|--database|--only) [ $# -ge 2 ] || die "$1 wants a value." ;;
  esac
  case $1 in
    --from) from=$2; shift ;;
    --endpoint) endpoint=$2; shift ;;
    --identity) identity=$2; shift ;;
    --public-key) public_key=$2; shift ;;
    --fingerprint) fingerprint=$2; shift ;;
    --to) to=$2; shift ;;
    --database) database=$2; shift ;;
    --only) only=$2; shift ;;
    --unsigned) unsigned=yes ;;
    --globals) globals=yes ;;
    --no-owner) no_owner=--no-owner ;;
    -h|--help) usage; exit 0 ;;
    *) die "Unknown option $1. See: sh restore.sh --help" ;;
  esac
  shift
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

fetch() {
  case $from in
    s3://*)
      need aws awscli
      set -- s3 cp --only-show-errors
      [ -z "$endpoint" ] || set -- --endpoint-url "$endpoint" "$@"
      aws "$@" --recursive "${from%/}/$folder/" . || die "The objects could not be downloaded."
      aws "$@" "${from%/}/drc/v1/keys/$signer.pem" . || say "The store holds no public signing key; use --public-key."
      ;;
    /*)
      cp -- "$from/$folder"/* . || die "The objects could not be copied."
      cp -- "$from/drc/v1/keys/$signer.pem" . || say "The store holds no public signing key; use --public-key."
      ;;
    *) die "fetch wants --from s3://BUCKET[/PREFIX] or --from /DIRECTORY." ;;
  esac
  say "Fetched. Next: sh restore.sh verify --fingerprint HEX"
}

# Who made it: the signature over the manifest, by a key that somebody here vouches for.
verify_signature() {
  if [ -n "$unsigned" ]; then
    say "WARNING: who made this backup was not checked."
    return 0
  fi
  need openssl openssl
  if [ -n "$fingerprint" ]; then
    public_key=$signer.pem
    [ -f "$public_key" ] || die "$public_key is not here. Fetch it from drc/v1/keys/ of the store, or use --public-key."
    openssl pkey -pubin -in "$public_key" -outform DER -out "$work/key.der" 2>/dev/null || die "$public_key is no public key."
    found=$(sha256sum <"$work/key.der") || die "The key could not be read."
    [ "${found%% *}" = "$(printf '%s' "$fingerprint" | tr -d ': ' | tr 'A-F' 'a-f')" ] || die "The key in the store is not the one with that fingerprint. Do not restore this backup before you know why."
  fi
  [ -n "$public_key" ] || die "Say who is trusted: --public-key FILE, --fingerprint HEX, or --unsigned."
  openssl dgst -sha256 -verify "$public_key" -signature manifest.sig manifest.json >/dev/null 2>&1 \
    || die "The signature of manifest.json is not that key's. Do not restore this backup before you know why."
  say "The signature is right."
}

# Each line of SHA256SUMS must be what the signed manifest says; then each object must be what SHA256SUMS says.
verify_hashes() {
  need sha256sum coreutils
  lines=0
  while read -r hash file; do
    lines=$((lines + 1))
    case $file in
      manifest.json|RESTORE.md|restore.sh) ;;
      *) grep -qF "\"file\":\"$file\",\"sha256\":\"$hash\"" manifest.json || die "$file is not in the manifest with this hash." ;;
    esac
  done <SHA256SUMS
  [ "$lines" -gt 0 ] || die "SHA256SUMS is empty."
  sha256sum --check --strict --quiet SHA256SUMS || die "The backup is damaged; the objects are named above. Use another copy."
  each_stream verify_named
  say "Every object is as it was written."
}

verify_named() {
  grep -qF "\"plainSha256\":\"$4\"" manifest.json || die "This script does not belong to this manifest."
  i=0
  while [ "$i" -lt "$3" ]; do
    grep -q "  $(printf '%s.zst.age.%04d' "$1" "$i" | sed 's/[.]/[.]/g')\$" SHA256SUMS || die "An object of $1 is not in SHA256SUMS."
    i=$((i + 1))
  done
}

objects() {
  i=0
  while [ "$i" -lt "$2" ]; do
    cat -- "$(printf '%s.zst.age.%04d' "$1" "$i")" || return 1
    i=$((i + 1))
  done
}

# plain NAME COUNT SHA256 COMMAND...: the stream's plain content into a command. Dies unless every stage ended well and the content is the right one.
plain() {
  name=$1 count=$2 wanted=$3
  shift 3
  rm -f "$work"/failed.* "$work/tap"
  mkfifo "$work/tap"
  sha256sum <"$work/tap" >"$work/sum" &
  hashing=$!
  { objects "$name" "$count" || : >"$work/failed.read"; } \
    | { age --decrypt -i "$identity" || : >"$work/failed.age"; } \
    | { zstd -dcq || : >"$work/failed.zstd"; } \
    | { tee "$work/tap" || : >"$work/failed.tee"; } \
    | { "$@" || : >"$work/failed.command"; }
  wait "$hashing" || die "The hash of $name could not be taken."
  for failed in "$work"/failed.*; do
    [ ! -e "$failed" ] || die "$name: ${failed##*.} failed. What was written from it must not be used."
  done
  read -r found _ <"$work/sum"
  [ "$found" = "$wanted" ] || die "$name is not what was backed up. What was written from it must not be used."
}

need_identity() {
  [ -n "$identity" ] || die "This wants --identity FILE."
  need age age
  need zstd zstd
}

drain() { cat >/dev/null; }
verify_stream() { plain "$1" "$3" "$4" drain; say "$1: decrypts, decompresses, and is what was backed up."; }

save() { cat >"$1"; }
unpack() { tar --extract --preserve-permissions --directory "$1"; }

extract_stream() {
  case $2 in
    tar|postgresBase)
      need tar tar
      mkdir -- "$to/$1"
      plain "$1" "$3" "$4" unpack "$to/$1"
      ;;
    *) plain "$1" "$3" "$4" save "$to/$1" ;;
  esac
  say "$1 is in $to."
}

extract() {
  [ -n "$to" ] || die "extract wants --to DIR."
  mkdir -p -- "$to"
  [ -z "$(ls -A -- "$to")" ] || die "$to is not empty."
  each_stream extract_stream
}

# A name of a database that libpq takes as a name, whatever is in it.
named() { printf "dbname='%s'" "$(printf '%s' "$1" | sed "s/[\\\\']/\\\\&/g")"; }
ask() { psql -XAtq -v ON_ERROR_STOP=1 -v name="$2" -d "$(named "$1")"; }

restore_globals() {
  [ "$2" = postgresSql ] && [ -z "$5" ] || return 0
  need psql postgresql-client
  plain "$1" "$3" "$4" psql -Xq -d "$(named postgres)"
  say "Roles and tablespaces are restored. Errors above about roles that exist already are no fault."
}

restore_archive() {
  need pg_restore postgresql-client
  found=$(echo "SELECT 1 FROM pg_database WHERE datname = :'name'" | ask postgres "$target") || die "The server cannot be asked."
  if [ -n "$found" ]; then
    found=$(echo "SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^(pg_|information_schema)')
      + (SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname !~ '^(pg_|information_schema)')" | ask "$target" "$target") || die "The database $target cannot be asked."
    [ "$found" = 0 ] || die "The database $target is not empty ($found objects). Nothing was changed. Choose another name with --database."
  else
    set -- "$@" --template=template0
    [ -z "$6" ] || set -- "$@" --encoding="$6"
    (shift 6 && createdb "$@" -- "$target") || die "The database $target could not be made."
  fi
  # shellcheck disable=SC2086 # one option or none
  plain "$1" "$3" "$4" pg_restore --exit-on-error $no_owner -d "$(named "$target")"
  say "$1 is restored into the database $target. Its owner, rights and settings: see 'After it' in RESTORE.md."
}

sql_text() { printf "'%s'" "$(printf '%s' "$1" | sed "s/[\\\\']/\\\\&/g")"; }
# shellcheck disable=SC2016 # backquotes are MariaDB's quotes
sql_name() { printf '`%s`' "$(printf '%s' "$1" | sed 's/`/``/g')"; }

restore_mariadb() {
  need mariadb mariadb-client
  found=$(mariadb -NBe "SELECT count(*) FROM information_schema.tables WHERE table_schema = $(sql_text "$target")") || die "The server cannot be asked."
  [ "$found" = 0 ] || die "The database $target is not empty ($found tables). Nothing was changed. Choose another name with --database."
  mariadb -e "CREATE DATABASE IF NOT EXISTS $(sql_name "$target")" || die "The database $target could not be made."
  plain "$1" "$3" "$4" mariadb --database="$target"
  say "$1 is restored into the database $target."
}

restore_stream() {
  [ -n "$5" ] || return 0
  [ -z "$only" ] || [ "$only" = "$5" ] || return 0
  target=${database:-$5}
  case $2 in
    postgresArchive) restore_archive "$@" ;;
    mariaDbSql) restore_mariadb "$@" ;;
    *) say "$1 is no database; use extract for it." ;;
  esac
}

databases=0
count_database() { if [ -n "$5" ] && { [ -z "$only" ] || [ "$only" = "$5" ]; }; then databases=$((databases + 1)); fi; }

restore() {
  each_stream count_database
  [ "$databases" -gt 0 ] || die "There is no such database in this backup. See RESTORE.md; use extract for anything else."
  [ -z "$database" ] || [ "$databases" -eq 1 ] || die "--database is for one database; choose it with --only."
  [ -z "$globals" ] || each_stream restore_globals
  each_stream restore_stream
}

case $command in
  fetch) fetch ;;
  verify)
    verify_signature
    verify_hashes
    if [ -n "$identity" ]; then
      need_identity
      each_stream verify_stream
    fi
    ;;
  extract|restore)
    need_identity
    verify_signature
    verify_hashes
    "$command"
    ;;
  ''|-h|--help|help) usage ;;
  *) die "Unknown command $command. See: sh restore.sh --help" ;;
esac
