#!/usr/bin/env bash
# Build dist/missionplanner_VERSION_ARCH.deb around the bundle, then let what is inside it test itself.
# The same commit gives the same bytes; installing it needs no network beyond Debian's own packages.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x dist/missionplanner/missionplanner ] || packaging/bundle.sh

version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
architecture=$(dpkg --print-architecture)
tree=build/deb
deb=dist/missionplanner_${version}_$architecture.deb
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

rm -rf $tree
mkdir -p $tree/DEBIAN $tree/usr/{bin,lib} \
    $tree/usr/share/{applications,mime/packages,metainfo,icons/hicolor/scalable/apps,doc/missionplanner}
cp -r dist/missionplanner $tree/usr/lib/missionplanner
ln -s ../lib/missionplanner/missionplanner $tree/usr/bin/missionplanner
cp packaging/desktop/missionplanner.desktop $tree/usr/share/applications/
cp packaging/desktop/missionplanner-mime.xml $tree/usr/share/mime/packages/missionplanner.xml
cp packaging/desktop/missionplanner.metainfo.xml $tree/usr/share/metainfo/
cp resources/missionplanner.svg $tree/usr/share/icons/hicolor/scalable/apps/
cp LICENSE $tree/usr/share/doc/missionplanner/copyright
gzip -9nc CHANGELOG.md > $tree/usr/share/doc/missionplanner/changelog.gz
cat > $tree/DEBIAN/control <<CONTROL
Package: missionplanner
Version: $version
Architecture: $architecture
Section: science
Priority: optional
Maintainer: missionplanner contributors <missionplanner@localhost>
Installed-Size: $(du -sk $tree/usr | cut -f1)
Depends: libc6, libstdc++6, libglib2.0-0, libgl1, libegl1, libxkbcommon0, libfontconfig1, libdbus-1-3,
 libxcb-cursor0, libxkbcommon-x11-0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, fonts-dejavu-core
Description: Plan a crewed flight from launch to docking
 One window on one crewed flight: a timeline of events, the orbit they are flown in,
 photos on the same clock, and a flight plan on paper.
CONTROL
chmod -R u=rwX,go=rX $tree
find $tree -exec touch --no-dereference --date=@$SOURCE_DATE_EPOCH {} +
dpkg-deb --root-owner-group -Zxz --build $tree "$deb"

unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
dpkg-deb --extract "$deb" "$unpacked"
"$unpacked"/usr/bin/missionplanner self-test
