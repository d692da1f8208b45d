import Snapshot

/// hrDeviceTable with hrProcessorTable, hrNetworkTable and hrDiskStorageTable.
struct HostDeviceTables: Sendable {
    enum Column: UInt32, CaseIterable {
        case index = 1
        case type, description, id, status, errors
    }

    enum ProcessorColumn: UInt32, CaseIterable {
        case firmware = 1
        case load
    }

    enum NetworkColumn: UInt32, CaseIterable {
        case interface = 1
    }

    enum DiskColumn: UInt32, CaseIterable {
        case access = 1
        case media, isRemovable, capacity
    }

    /// A row of hrDeviceTable.
    private struct Device: Hashable {
        var index: UInt32
        /// hrDeviceTypes: processor(3), network(4), diskStorage(6).
        var type: UInt32
        var description: String
        /// hrDeviceStatus: unknown(1), running(2), down(5).
        var status: Int32
        var errors: UInt64?
    }

    private let devices = TableLayout(table: HostTree.root + [3, 2], Column.self)
    private let processors = TableLayout(table: HostTree.root + [3, 3], ProcessorColumn.self)
    private let networks = TableLayout(table: HostTree.root + [3, 4], NetworkColumn.self)
    private let disks = TableLayout(table: HostTree.root + [3, 6], DiskColumn.self)

    func segments(_ host: HostStatus, _ previous: MIBImage?) -> [MIBSegment] {
        [
            .table(deviceTable(host, previous?.table(devices))),
            .table(processorTable(host, previous?.table(processors))),
            .table(networkTable(host, previous?.table(networks))), .table(diskTable(host, previous?.table(disks))),
        ]
    }

    private static func devices(_ host: HostStatus) -> [Device] {
        host.processors.map {
            Device(
                index: HostTree.processor($0.number), type: 3, description: $0.model.isEmpty ? "processor" : $0.model,
                status: 2)
        }
            + host.interfaces.map {
                Device(
                    index: HostTree.interface($0.index), type: 4, description: "network interface \($0.name)",
                    status: $0.isOperationallyUp ? 2 : 5, errors: $0.counters.receiveErrors &+ $0.counters.sendErrors)
            }
            + host.disks.map {
                Device(
                    index: HostTree.disk($0.index), type: 6,
                    description: $0.model.isEmpty ? "disk \($0.name)" : "disk \($0.name), \($0.model)", status: 1)
            }
    }

    private func deviceTable(_ host: HostStatus, _ previous: EncodedTable?) -> EncodedTable {
        var table = TableBuilder(devices, previous: previous)
        for device in Self.devices(host) {
            table.row([device.index], showing: device) { device, row in
                row.number(Column.index, device.index)
                row.oid(Column.type.rawValue, HostTree.deviceType(device.type))
                row.text(Column.description, device.description)
                row.oid(Column.id.rawValue, [0, 0])
                row.number(Column.status, device.status)
                if let errors = device.errors { row.counter32(Column.errors.rawValue, errors) }
            }
        }
        return table.table()
    }

    private func processorTable(_ host: HostStatus, _ previous: EncodedTable?) -> EncodedTable {
        var table = TableBuilder(processors, previous: previous)
        for processor in host.processors {
            table.row([HostTree.processor(processor.number)], showing: processor.loadPercent) { load, row in
                row.oid(ProcessorColumn.firmware.rawValue, [0, 0])
                row.number(ProcessorColumn.load, load)
            }
        }
        return table.table()
    }

    private func networkTable(_ host: HostStatus, _ previous: EncodedTable?) -> EncodedTable {
        var table = TableBuilder(networks, previous: previous)
        for interface in host.interfaces {
            table.row([HostTree.interface(interface.index)], showing: interface.index) { index, row in
                row.number(NetworkColumn.interface, index)
            }
        }
        return table.table()
    }

    private func diskTable(_ host: HostStatus, _ previous: EncodedTable?) -> EncodedTable {
        var table = TableBuilder(disks, previous: previous)
        for disk in host.disks {
            table.row([HostTree.disk(disk.index)], showing: disk) { disk, row in
                row.number(DiskColumn.access, disk.isReadOnly ? 2 : 1)
                // hrDiskStorageMedia: other(1), unknown(2), hardDisk(3). There is no number for what does not turn.
                row.number(DiskColumn.media, disk.isRotational.map { $0 ? 3 : 1 } ?? 2)
                row.truth(DiskColumn.isRemovable, disk.isRemovable)
                row.number(DiskColumn.capacity, disk.sizeBytes / 1024)
            }
        }
        return table.table()
    }
}
