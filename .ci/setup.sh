# Sourced by ../eager and ../test: finds or installs what the product is built with, and builds it once.
# Everything built goes to artifacts/. Messages go to standard error.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
artifacts=$root/artifacts
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf 'eager: %s\n' "$*" >&2; }
die() { say "$*"; exit 69; }

# need COMMAND PACKAGE ...: installs the packages whose command is missing, or says in one line what to install.
need() {
    local missing=()
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null 2>&1 || missing+=("$2")
        shift 2
    done
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# need_packages PACKAGE ...: the same for packages that have no command of their own.
need_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

install_packages() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        die "missing: $*; install them first (Debian: sudo apt-get install $*)"
    fi
    say "installing $*"
    mkdir -p "$artifacts"
    {
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
    } >"$artifacts/apt.log" 2>&1 || die "apt-get could not install $*: see artifacts/apt.log"
}

need_dotnet() {
    command -v dotnet >/dev/null 2>&1 || die "the .NET 10 SDK is missing: install it from your distribution or from Microsoft"
    in_root dotnet --version >/dev/null 2>&1 || die "global.json asks for a .NET 10 SDK, and dotnet finds none: dotnet --list-sdks shows what there is"
}

# The SDK is the one that our global.json names, not that of the folder we were called from.
in_root() { (cd "$root" && "$@"); }

# fingerprint FOLDER|FILE ...: changes whenever a source file is added, changed or removed.
fingerprint() {
    (cd "$root" && find "$@" \( -name node_modules -o -name bin -o -name obj -o -name __pycache__ \) -prune -o -type f -printf '%p %T@ %s\n') |
        LC_ALL=C sort | sha256sum | cut -d' ' -f1
}

# built NAME FINGERPRINT: true where NAME was built from exactly that.
built() { [ "$(cat "$artifacts/stamps/$1" 2>/dev/null)" = "$2" ]; }
mark_built() { mkdir -p "$artifacts/stamps" && printf '%s' "$2" >"$artifacts/stamps/$1"; }

# step DESCRIPTION COMMAND ...: runs quietly; a failure shows the end of the log.
step() {
    local what=$1 log
    shift
    mkdir -p "$artifacts/logs"
    log=$artifacts/logs/${what// /-}.log
    # The lock stays ours: a compiler server that a step leaves running must not keep it.
    if ! "$@" >"$log" 2>&1 9>&-; then
        tail -n 25 "$log" >&2
        die "$what failed: see artifacts/logs/$(basename "$log")"
    fi
}

native_sources=(native)
product_sources=(engine parsers executors loadtests native Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig global.json)

build_native() {
    local print
    print=$(fingerprint "${native_sources[@]}")
    built native "$print" && [ -e "$artifacts/native/libeager.so" ] && return
    need cc gcc make make cmake cmake npm npm
    step "configuring native" cmake -S "$root/native" -B "$artifacts/native-build" -DCMAKE_BUILD_TYPE=Release \
        -DEAGER_OUTPUT="$artifacts/native" -DCMAKE_LIBRARY_OUTPUT_DIRECTORY="$artifacts/native"
    step "building native" cmake --build "$artifacts/native-build" -j "$(nproc)"
    mark_built native "$print"
}

# The product as it runs: artifacts/eager/eager.
build_product() {
    local print
    print=$(fingerprint "${product_sources[@]}")
    built product "$print" && [ -x "$artifacts/eager/eager" ] && return
    mkdir -p "$artifacts"
    exec 9>"$artifacts/build.lock"
    flock 9
    if ! built product "$print" || [ ! -x "$artifacts/eager/eager" ]; then
        say "building; this takes a minute, once"
        need_dotnet
        need python3 python3
        build_native
        step "building the product" in_root dotnet publish "$root/engine/Eager.Host" -c Release -o "$artifacts/eager" -v quiet
        step "building the C# worker" in_root dotnet publish "$root/executors/Eager.Executors.CSharpWorker" -c Release \
            -o "$artifacts/eager/csharp-worker" -v quiet
        mark_built product "$print"
    fi
    exec 9>&-
}
