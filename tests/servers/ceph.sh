#!/usr/bin/env bash
# An S3 server of one node for tests: Ceph's monitor, one object storage daemon and the RADOS Gateway, on loopback, as any user.
#
#   ceph.sh start DIR PORT    starts what is not running yet; S3 answers on http://127.0.0.1:PORT when it returns
#   ceph.sh stop DIR          ends the daemons of that directory and no others; what it keeps on disk stays
#
# Variables of a first start: S3_ACCESS_KEY and S3_SECRET_KEY (testkey, testsecret), S3_REGION (us-east-1; two directories and two regions
# make two sites), CEPH_OBJECTS (disk, or memory: faster, and gone with the daemon), CEPH_CLOCK (seconds that the gateway's clock is ahead;
# needs libfaketime), CEPH_TLS_PORT and CEPH_TLS_CERTIFICATE (https on that port too, with this PEM file of key and certificate). Needs Debian's ceph-mon, ceph-osd, radosgw. Not for anything but tests: no authentication inside, one copy.
set -euo pipefail

fail() { echo "ceph.sh: $1" >&2; exit 1; }

# True when the process of a pid file runs and is one of this directory's: a pid may belong to somebody else by now.
alive() {
    local pid
    pid=$(cat "$dir/run/$1.pid" 2>/dev/null) && [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$conf"
}

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

write_conf() {
    local monitor=$((port + 1))
    until is_free "$monitor"; do monitor=$((monitor + 1)); done
    mkdir -p "$dir"/{run,log,mon,osd}
    cat >"$conf" <<END
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = [v2:127.0.0.1:$monitor/0]
public addr = 127.0.0.1
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
ms bind msgr1 = false
auth cluster required = none
auth service required = none
auth client required = none
# The gateway asks for encryption by default, for which there are no keys here.
ms mon client mode = crc
ms client mode = crc
ms service mode = crc
ms cluster mode = crc
ms mon service mode = crc
ms mon cluster mode = crc
auth allow insecure global id reclaim = false
run dir = $dir/run
admin socket = $dir/run/\$name.\$pid.asok
pid file = $dir/run/\$name.pid
log file = $dir/log/\$name.log
crash dir = $dir/log
log max recent = 100
mon cluster log to file = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon allow pool delete = true
mon max pg per osd = 500
mon data avail warn = 1
mon data avail crit = 1
mon osd full ratio = 0.96
mon osd nearfull ratio = 0.94
mon osd backfillfull ratio = 0.95
# A single monitor need not wait for others' proposals.
paxos propose interval = 0.02
paxos min wait = 0.01
mon osd min up ratio = 0
osd mon heartbeat interval = 10

[mon.a]
mon data = $dir/mon
mon initial members = a

[osd.0]
osd data = $dir/osd
osd objectstore = $([ "${CEPH_OBJECTS:-disk}" = memory ] && echo memstore || echo bluestore)
memstore device bytes = 6G
memstore page set = false
bluestore block path =
bluestore block create = true
bluestore block size = 60G
bluestore cache autotune = false
bluestore cache size = 64M
bluestore fsck quick fix on mount = false
bdev enable discard = false
osd memory target = 939524096
osd op num shards = 2
osd max pg log entries = 100
osd min pg log entries = 50
osd numa auto affinity = false
osd class update on start = true
crush location = root=default host=one

[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1${CEPH_TLS_PORT:+ ssl_endpoint=127.0.0.1:$CEPH_TLS_PORT ssl_certificate=$CEPH_TLS_CERTIFICATE}
rgw thread pool size = 64
rgw num rados handles = 1
rgw rados pool pg num min = 1
rgw override bucket index max shards = 1
rgw dynamic resharding = false
rgw enable usage log = false
rgw enable ops log = false
rgw relaxed s3 bucket names = false
rgw dns name = localhost
# A day of a lifecycle rule passes in ten seconds; what is deleted frees its memory soon.
rgw lc debug interval = 10
rgw gc obj min wait = 2
rgw gc processor period = 2
END
}

run_ceph() { ceph -c "$conf" --connect-timeout 30 "$@"; }
run_admin() { radosgw-admin -c "$conf" -n client.rgw "$@"; }

start_monitor() {
    if [ ! -e "$dir/mon/kv_backend" ]; then
        monmaptool --create --clobber --fsid "$(awk '/^fsid/ { print $3 }' "$conf")" --addv a "[$(grep -o 'v2:[^]]*' "$conf")]" "$dir/monmap" >/dev/null
        ceph-mon -c "$conf" -i a --mkfs --monmap "$dir/monmap" >/dev/null
    fi
    alive mon.a || ceph-mon -c "$conf" -i a
}

start_storage() {
    if [ ! -e "$dir/osd/ready" ]; then
        local id
        id=$(cat /proc/sys/kernel/random/uuid)
        run_ceph osd new "$id" 0 >/dev/null
        ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$id" >"$dir/log/mkfs.txt" 2>&1
        touch "$dir/osd/ready"
    fi
    alive osd.0 || ceph-osd -c "$conf" -i 0 >/dev/null 2>&1
    for _ in $(seq 300); do
        if run_ceph osd stat 2>/dev/null | grep -q '1 up'; then return; fi
        sleep 0.1
    done
    fail "the object storage daemon does not come up; see $dir/log"
}

# Its own user, who may do as he likes in his own buckets; and the region's name, by which requests are signed.
prepare_gateway() {
    [ ! -e "$dir/user-ready" ] || return 0
    run_admin user create --uid=test --display-name=test --access-key="${S3_ACCESS_KEY:-testkey}" --secret-key="${S3_SECRET_KEY:-testsecret}" >/dev/null 2>"$dir/log/user.txt"
    run_admin zonegroup get --rgw-zonegroup=default 2>/dev/null | sed "s/\"api_name\": \"[^\"]*\"/\"api_name\": \"${S3_REGION:-us-east-1}\"/" >"$dir/zonegroup.json"
    run_admin zonegroup set --rgw-zonegroup=default --infile "$dir/zonegroup.json" >/dev/null 2>&1
    touch "$dir/user-ready"
}

start_gateway() {
    # Not by faketime(1), which would wait for the daemon's end.
    local clock=()
    [ -z "${CEPH_CLOCK:-}" ] || clock=(env LD_PRELOAD="$(echo /usr/lib/*/faketime/libfaketimeMT.so.1)" FAKETIME="+${CEPH_CLOCK}s")
    alive client.rgw || "${clock[@]}" radosgw -c "$conf" -n client.rgw
    for _ in $(seq 300); do
        if ! is_free "$port"; then return; fi
        sleep 0.1
    done
    fail "the gateway does not answer; see $dir/log"
}

start() {
    # Objects in memory are gone with their daemon: begin afresh.
    if [ -s "$conf" ] && grep -q 'objectstore = memstore' "$conf" && ! alive osd.0; then
        stop
        rm -rf -- "$dir"/{mon,osd,run,log,user-ready,zonegroup.json,monmap,ceph.conf}
    fi
    [ -s "$conf" ] || write_conf
    start_monitor
    start_storage
    prepare_gateway
    start_gateway
}

stop() {
    local name pid
    for name in client.rgw osd.0 mon.a; do
        if ! alive "$name"; then continue; fi
        pid=$(cat "$dir/run/$name.pid")
        kill "$pid" 2>/dev/null || true
        for _ in $(seq 50); do
            if ! kill -0 "$pid" 2>/dev/null; then break; fi
            sleep 0.1
        done
        kill -KILL "$pid" 2>/dev/null || true
        rm -f "$dir/run/$name.pid"
    done
}

[ $# -ge 2 ] || fail "usage: ceph.sh start DIR PORT | ceph.sh stop DIR"
dir=$(realpath -m -- "$2") conf="$dir/ceph.conf" port=${3:-}
export CEPH_CONF="$conf" CEPH_ARGS=
case $1 in
    start) [ -n "$port" ] || fail "start needs a port"; start ;;
    stop) stop ;;
    *) fail "start or stop" ;;
esac
