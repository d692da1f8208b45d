import Snapshot

/// hrStorageTable and hrFSTable: memory and file systems.
struct HostStorageTables: Sendable {
    enum Column: UInt32, CaseIterable {
        case index = 1
        case type, description, units, size, used
    }

    enum FileSystemColumn: UInt32, CaseIterable {
        case index = 1
        case mountPoint, remoteMountPoint, type, access, isBootable, storage, fullBackup, partialBackup
    }

    /// A row of hrStorageTable.
    private struct Storage: Hashable {
        var index: UInt32
        var type: UInt32
        var description: String
        var units: UInt64
        var size: UInt64
        var used: UInt64

        /// Sizes in octets. Units grow until the size fits an Integer32.
        init(_ index: UInt32, _ type: UInt32, _ description: String, units: UInt64, size: UInt64, used: UInt64) {
            self.index = index
            self.type = type
            self.description = description
            self.units = max(1, units)
            (self.size, self.used) = (size, used)
            while self.size > UInt64(Int32.max) {
                self.units *= 2
                self.size /= 2
                self.used /= 2
            }
        }
    }

    private let storage = TableLayout(table: HostTree.root + [2, 3], Column.self)
    private let fileSystems = TableLayout(table: HostTree.root + [3, 8], FileSystemColumn.self)

    /// hrStorageTypes: other, ram, virtualMemory, fixedDisk, ramDisk.
    private enum Kind {
        static let other: UInt32 = 1
        static let ram: UInt32 = 2
        static let virtual: UInt32 = 3
        static let fixedDisk: UInt32 = 4
        static let compactDisc: UInt32 = 7
        static let ramDisk: UInt32 = 8
    }

    func segments(_ host: HostStatus, _ previous: MIBImage?) -> [MIBSegment] {
        var table = TableBuilder(storage, previous: previous?.table(storage))
        for row in Self.memory(host) + host.fileSystems.map(Self.storage) {
            table.row([row.index], showing: row) { shown, row in
                row.number(Column.index, shown.index)
                row.oid(Column.type.rawValue, HostTree.storageType(shown.type))
                row.text(Column.description, shown.description, limit: 255)
                row.number(Column.units, shown.units)
                row.number(Column.size, shown.size)
                row.number(Column.used, shown.used)
            }
        }
        var files = TableBuilder(fileSystems, previous: previous?.table(fileSystems))
        let boot = Mounted.bootPoint(host.fileSystems)
        for system in host.fileSystems {
            files.row([system.index], showing: Mounted(system, bootsFrom: boot)) { shown, row in shown.write(to: &row) }
        }
        return [.table(table.table()), .table(files.table())]
    }

    /// The rows of memory, numbered and used as those of Net-SNMP: memory that caches hold counts as used, and the rows
    /// of caches say how much that is.
    private static func memory(_ host: HostStatus) -> [Storage] {
        let use = host.memoryUse
        let total = host.memory.totalBytes
        guard total > 0, let free = use.freeBytes, free <= total else { return [] }
        let swap = use.swapBytes ?? 0
        let swapUsed = swap - min(swap, use.swapFreeBytes ?? swap)
        func row(_ index: UInt32, _ type: UInt32, _ text: String, _ size: UInt64, _ used: UInt64) -> Storage {
            Storage(index, type, text, units: 1024, size: size / 1024, used: used / 1024)
        }
        var rows = [
            row(1, Kind.ram, "Physical memory", total, total - free),
            row(3, Kind.virtual, "Virtual memory", total + swap, total - free + swapUsed),
        ]
        if let buffers = use.bufferBytes { rows.append(row(6, Kind.other, "Memory buffers", total, buffers)) }
        if let cached = use.cachedBytes { rows.append(row(7, Kind.other, "Cached memory", cached, cached)) }
        if let shared = use.sharedBytes { rows.append(row(8, Kind.other, "Shared memory", shared, shared)) }
        if use.swapBytes != nil { rows.append(row(10, Kind.virtual, "Swap space", swap, swapUsed)) }
        if let available = use.availableBytes {
            rows.append(row(11, Kind.other, "Available memory", available, 0))
        }
        return rows
    }

    private static func storage(_ system: HostFileSystem) -> Storage {
        let type =
            switch system.type {
            case "tmpfs", "ramfs": Kind.ramDisk
            case "iso9660", "udf": Kind.compactDisc
            default: Kind.fixedDisk
            }
        return Storage(
            HostTree.storage(system.index), type, system.mountPoint, units: system.blockBytes, size: system.blocks,
            used: system.blocks - system.freeBlocks)
    }
}

/// A row of hrFSTable. When it was last backed up is not known.
private struct Mounted: Hashable {
    /// The DateAndTime that RFC 2790 wants for an unknown one.
    private static let unknownDate: [UInt8] = [0, 0, 1, 1, 0, 0, 0, 0]

    private let index: UInt32
    private let point: String
    private let type: UInt32
    private let isReadOnly: Bool
    private let isBootable: Bool

    /// `boot` is the mount point of the file system that the host starts from.
    init(_ system: HostFileSystem, bootsFrom boot: String?) {
        index = system.index
        point = system.mountPoint
        type = Self.number(of: system.type)
        isReadOnly = system.isReadOnly
        isBootable = system.mountPoint == boot
    }

    /// Where the file system is mounted that has the kernel: at `/boot`, or else at the root. What is in memory or laid over
    /// others, as in a container, is nothing to start from.
    static func bootPoint(_ systems: [HostFileSystem]) -> String? {
        let candidates = systems.filter { !["tmpfs", "ramfs", "overlay"].contains($0.type) }.map(\.mountPoint)
        return ["/boot", "/"].first(where: candidates.contains)
    }

    func write(to row: inout RowWriter) {
        typealias Column = HostStorageTables.FileSystemColumn
        row.number(Column.index, index)
        row.text(Column.mountPoint, point, limit: 128)
        row.text(Column.remoteMountPoint, "")
        row.oid(Column.type.rawValue, HostTree.fileSystemType(type))
        row.number(Column.access, isReadOnly ? 2 : 1)
        row.truth(Column.isBootable, isBootable)
        row.number(Column.storage, HostTree.storage(index))
        row.octetString(Column.fullBackup.rawValue, Self.unknownDate)
        row.octetString(Column.partialBackup.rawValue, Self.unknownDate)
    }

    /// hrFSTypes (HOST-RESOURCES-TYPES); other(1) for what it has no number of.
    private static func number(of type: String) -> UInt32 {
        switch type {
        case "ufs": 3
        case "vfat", "msdos": 5
        case "hfs", "hfsplus": 7
        case "ntfs", "ntfs3": 9
        case "iso9660": 12
        case "nfs", "nfs4": 14
        case "ext2", "ext3", "ext4": 23
        default: 1
        }
    }
}
