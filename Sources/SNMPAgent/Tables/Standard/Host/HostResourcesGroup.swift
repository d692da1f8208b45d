import NetworkValues
import Snapshot
import Synchronization

/// HOST-RESOURCES-MIB (RFC 2790) without the tables of software: the host's system, storage and devices.
///
/// Indexes follow Net-SNMP's agent, so that what was set up for that finds the same rows here. hrSystemUptime and
/// hrSystemDate are read at each request, all else comes from the snapshot.
final class HostResourcesGroup: MIBGroup {
    enum Scalar: UInt32, CaseIterable {
        case loadDevice = 3
        case loadParameters, users, processes, processLimit
    }

    let name = "HOST-RESOURCES-MIB"
    let prefix = HostTree.root

    private struct State: Sendable {
        var key: Key?
        var segments: [MIBSegment] = []
    }

    /// What the segments were made from.
    private struct Key: Sendable, Equatable {
        var memory: HostMemory
        var memoryUse: MemoryUse
        var fileSystems: [HostFileSystem]
        var processors: [HostProcessor]
        var disks: [HostDisk]
        var system: SystemFigures
        var interfaces: [HostInterface]
    }

    private let clocks: DynamicScalars
    private let system = TableLayout(scalars: HostTree.root + [1], Scalar.self)
    private let memory = TableLayout(entry: HostTree.root + [2], columns: [2])
    private let storage = HostStorageTables()
    private let devices = HostDeviceTables()
    private let state = Mutex(State())

    init(_ engine: EngineValues) {
        let (time, upTime) = (engine.hostTime, engine.hostUpTime)
        // hrSystemUptime and hrSystemDate.
        clocks = DynamicScalars(TableLayout(entry: HostTree.root + [1], columns: [1, 2])) { column, row in
            if column == 1 { row.timeTicks(column, upTime()) } else { row.liveDateAndTime(column, time()) }
        }
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let host = source.snapshot.host
        let key = Key(
            memory: host.memory, memoryUse: host.memoryUse, fileSystems: host.fileSystems, processors: host.processors,
            disks: host.disks, system: host.system, interfaces: host.interfaces)
        return state.withLock { state in
            if state.key != key {
                state.segments = [.dynamic(clocks), .scalars(systemScalars(host)), .scalars(memorySize(host))]
                state.segments += storage.segments(host, previous) + devices.segments(host, previous)
                state.key = key
            }
            return state.segments
        }
    }

    private func systemScalars(_ host: HostStatus) -> ScalarGroup {
        ScalarGroup(system, revision: 0) { row in
            row.number(Scalar.loadDevice, host.disks.first { $0.holdsRoot }.map { HostTree.disk($0.index) })
            if !host.system.bootParameters.isEmpty {
                row.text(Scalar.loadParameters, host.system.bootParameters, limit: 128)
            }
            row.gauge(Scalar.users, host.system.users)
            row.gauge(Scalar.processes, host.system.processes)
            row.number(Scalar.processLimit, host.system.processLimit)
        }
    }

    private func memorySize(_ host: HostStatus) -> ScalarGroup {
        ScalarGroup(memory, revision: 0) { row in
            if host.memory.totalBytes > 0 { row.integer(2, host.memory.totalBytes / 1024) }
        }
    }
}

/// Where the objects stand, and how rows are numbered.
enum HostTree {
    /// host.
    static let root: [UInt32] = [1, 3, 6, 1, 2, 1, 25]
    /// A type of storage (HOST-RESOURCES-TYPES).
    static func storageType(_ number: UInt32) -> [UInt32] { root + [2, 1, number] }
    /// A type of device.
    static func deviceType(_ number: UInt32) -> [UInt32] { root + [3, 1, number] }
    /// A type of file system.
    static func fileSystemType(_ number: UInt32) -> [UInt32] { root + [3, 9, number] }

    /// hrDeviceIndex of a processor: its type in the upper half, its number in the lower.
    static func processor(_ number: UInt32) -> UInt32 { 3 << 16 + (number & 0xffff) }
    /// hrDeviceIndex of an interface.
    static func interface(_ index: UInt32) -> UInt32 { 4 << 16 + (index & 0xffff) }
    /// hrDeviceIndex of a disk.
    static func disk(_ index: UInt32) -> UInt32 { 6 << 16 + (index & 0xffff) }
    /// hrStorageIndex of a file system: the numbers up to 30 are memory's.
    static func storage(_ index: UInt32) -> UInt32 { 30 + index }
}

extension RowWriter {
    /// Writes a DateAndTime of eleven octets in UTC, without asking for memory.
    mutating func liveDateAndTime(_ column: UInt32, _ time: Timestamp) {
        let date = CalendarDate(time)
        let year = UInt16(clamping: date.year)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 11) { octets in
            octets[0] = UInt8(truncatingIfNeeded: year >> 8)
            octets[1] = UInt8(truncatingIfNeeded: year)
            octets[2] = UInt8(clamping: date.month)
            octets[3] = UInt8(clamping: date.day)
            octets[4] = UInt8(clamping: date.hour)
            octets[5] = UInt8(clamping: date.minute)
            octets[6] = UInt8(clamping: date.second)
            octets[7] = UInt8(clamping: date.millisecond / 100)
            octets[8] = UInt8(ascii: "+")
            octets[9] = 0
            octets[10] = 0
            octetString(column, octets)
        }
    }
}
