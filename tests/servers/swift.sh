#!/usr/bin/env bash
# A second S3 server for tests, of other people: OpenStack Swift with its s3api, one node on loopback, as any user. It knows neither
# conditional puts nor object lock, so that nothing is fitted to one server.
#
#   swift.sh start DIR PORT    starts what is not running yet; S3 answers on http://127.0.0.1:PORT when it returns
#   swift.sh stop DIR          ends the servers of that directory and no others
#
# Variables of a first start: S3_ACCESS_KEY and S3_SECRET_KEY (test:tester, testing), S3_REGION (us-east-1). DIR must lie on a file system
# with extended attributes (ext4, XFS). Needs Debian's swift-proxy, swift-account, swift-container, swift-object and curl.
set -euo pipefail

fail() { echo "swift.sh: $1" >&2; exit 1; }

alive() {
    local pid
    pid=$(cat "$dir/run/$1.pid" 2>/dev/null) && [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$dir/etc/"
}

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
random_word() { head -c8 /dev/urandom | od -An -tx1 | tr -d ' \n'; }

# One ring of one device for each kind of server, and the server's own configuration.
write_storage() {
    local kind=$1 kind_port=$2
    (
        cd "$dir/etc"
        swift-ring-builder "$kind.builder" create 2 1 0
        swift-ring-builder "$kind.builder" add "r1z1-127.0.0.1:$kind_port/d1" 1
        swift-ring-builder "$kind.builder" rebalance
    ) >/dev/null
    cat >"$dir/etc/$kind-server.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $kind_port
user = $(id -un)
swift_dir = $dir/etc
devices = $dir/srv
mount_check = false
workers = 0
disable_fallocate = true
fallocate_reserve = 0
log_name = $kind
[pipeline:main]
pipeline = $kind-server
[app:$kind-server]
use = egg:swift#$kind
replication_server = false
END
}

write_conf() {
    local access=${S3_ACCESS_KEY:-test:tester} next=$((port + 1)) kind name
    mkdir -p "$dir"/{etc,run,log,srv/d1}
    for kind in object container account; do
        until is_free "$next"; do next=$((next + 1)); done
        write_storage "$kind" "$next"
        next=$((next + 1))
    done
    cat >"$dir/etc/proxy-server.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
user = $(id -un)
swift_dir = $dir/etc
workers = 0
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
[filter:s3api]
use = egg:swift#s3api
location = ${S3_REGION:-us-east-1}
dns_compliant_bucket_names = true
s3_acl = false
check_bucket_owner = false
allow_multipart_uploads = true
max_upload_part_num = 10000
[filter:tempauth]
use = egg:swift#tempauth
user_${access%%:*}_${access#*:} = ${S3_SECRET_KEY:-testing} .admin
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
END
    for name in catch_errors gatekeeper healthcheck listing_formats bulk slo dlo symlink; do
        printf '[filter:%s]\nuse = egg:swift#%s\n' "$name" "$name" >>"$dir/etc/proxy-server.conf"
    done
    # Last: its presence says that all is written.
    cat >"$dir/etc/swift.conf" <<END
[swift-hash]
swift_hash_path_prefix = $(random_word)
swift_hash_path_suffix = $(random_word)
[storage-policy:0]
name = p0
default = yes
END
}

start() {
    local kind
    [ -s "$dir/etc/swift.conf" ] || write_conf
    for kind in object container account proxy; do
        if alive "$kind"; then continue; fi
        setsid /usr/bin/python3 "/usr/bin/swift-$kind-server" "$dir/etc/$kind-server.conf" >"$dir/log/$kind.log" 2>&1 </dev/null &
        echo $! >"$dir/run/$kind.pid"
    done
    for _ in $(seq 300); do
        if curl -fs -o /dev/null "http://127.0.0.1:$port/healthcheck"; then return; fi
        sleep 0.1
    done
    fail "the proxy does not answer; see $dir/log"
}

stop() {
    local kind pid
    for kind in proxy object container account; do
        if ! alive "$kind"; then continue; fi
        pid=$(cat "$dir/run/$kind.pid")
        kill "$pid" 2>/dev/null || true
        for _ in $(seq 50); do
            if ! kill -0 "$pid" 2>/dev/null; then break; fi
            sleep 0.1
        done
        kill -KILL "$pid" 2>/dev/null || true
        rm -f "$dir/run/$kind.pid"
    done
}

[ $# -ge 2 ] || fail "usage: swift.sh start DIR PORT | swift.sh stop DIR"
dir=$(realpath -m -- "$2") port=${3:-}
case $1 in
    start) [ -n "$port" ] || fail "start needs a port"; start ;;
    stop) stop ;;
    *) fail "start or stop" ;;
esac
