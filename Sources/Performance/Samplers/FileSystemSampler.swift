import Glibc
import NetworkValues
import Snapshot

/// The file systems that hold files: those of `/proc/self/mounts` that are on a disk or in memory, and the one with the
/// agent's state. One that is on another host is not asked, because it may never answer.
struct FileSystemSampler: Sampler {
    static let name = "filesystems"
    static let pauseMilliseconds: Int64 = 10_000
    /// File systems that are kept.
    static let limit = 64

    /// What `statvfs` says.
    struct Usage {
        var blockBytes: UInt64
        var blocks: UInt64
        var freeBlocks: UInt64
    }

    private static let types: Set<Substring> = [
        "ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "jfs", "reiserfs", "zfs", "bcachefs", "nilfs2", "ubifs",
        "jffs2",
        "vfat", "exfat", "msdos", "ntfs", "ntfs3", "fuseblk", "hfs", "hfsplus", "ufs", "minix", "iso9660", "udf",
        "squashfs", "erofs", "overlay", "tmpfs", "ramfs",
    ]

    private let stateFolder: String
    private let usage: (String) -> Usage?
    private var indexes: [String: UInt32] = [:]

    init(stateFolder: String = "", usage: @escaping (String) -> Usage? = FileSystemSampler.statistics) {
        self.stateFolder = stateFolder
        self.usage = usage
    }

    mutating func sample(_ reader: HostReader, into status: inout HostStatus, at now: Timestamp) -> Bool {
        guard let text = reader.text("/proc/self/mounts") else { return false }
        let mounts = text.split(separator: "\n").compactMap(Mount.init)
        let ofState = stateFolder.isEmpty ? nil : mounts.filter { $0.holds(stateFolder) }.max { $0.depth < $1.depth }
        var seen: Set<String> = []
        // What is mounted later hides what is mounted at the same place before.
        let visible = mounts.reversed().filter { seen.insert($0.point).inserted }.reversed()
        var found: [HostFileSystem] = []
        for mount in visible {
            let isOfState = mount.point == ofState?.point
            guard isOfState || Self.types.contains(mount.type) && found.count < Self.limit,
                let usage = usage(mount.point), usage.blocks > 0, let index = index(of: mount.point)
            else { continue }
            found.append(
                HostFileSystem(
                    index: index, mountPoint: mount.point, device: String(mount.device), type: String(mount.type),
                    isReadOnly: mount.isReadOnly, blockBytes: usage.blockBytes, blocks: usage.blocks,
                    freeBlocks: min(usage.freeBlocks, usage.blocks)))
        }
        status.fileSystems = found.sorted { $0.index < $1.index }
        return true
    }

    private mutating func index(of point: String) -> UInt32? {
        if let index = indexes[point] { return index }
        // Containers come and go, each with mounts of its own: numbers are not given out for ever.
        guard indexes.count < 16 * Self.limit else { return nil }
        let index = UInt32(indexes.count + 1)
        indexes[point] = index
        return index
    }

    static func statistics(_ path: String) -> Usage? {
        var figures = statvfs()
        guard statvfs(path, &figures) == 0, figures.f_frsize > 0 else { return nil }
        return Usage(
            blockBytes: UInt64(figures.f_frsize), blocks: UInt64(figures.f_blocks), freeBlocks: UInt64(figures.f_bfree))
    }
}

/// A line of `/proc/self/mounts`: device, mount point, type, options, with octal escapes for spaces.
struct Mount {
    var device: Substring
    var point: String
    var type: Substring
    var isReadOnly: Bool

    init?(_ line: Substring) {
        let words = line.split(separator: " ")
        guard words.count >= 4 else { return nil }
        device = words[0]
        point = Self.unescaped(words[1])
        type = words[2]
        isReadOnly = words[3].split(separator: ",").contains("ro")
    }

    /// Names in the path of the mount point.
    var depth: Int { point == "/" ? 0 : point.count { $0 == "/" } }

    /// Whether a path is at or below the mount point.
    func holds(_ path: String) -> Bool {
        point == "/" || path == point || path.hasPrefix(point + "/")
    }

    private static func unescaped(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return String(text) }
        var octets: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let octet = rest.popFirst() {
            let digits = rest.prefix(3)
            if octet == UInt8(ascii: "\\"), digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }) {
                octets.append(digits.reduce(0) { $0 &* 8 &+ ($1 & 7) })
                rest = rest.dropFirst(3)
            } else {
                octets.append(octet)
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }
}
