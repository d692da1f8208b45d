import Glibc
import NetworkValues
import Snapshot

/// The operating system: users, processes, what the kernel was started with, and the disks.
struct SystemSampler: Sampler {
    static let name = "system"
    static let pauseMilliseconds: Int64 = 15_000
    /// Disks that are kept.
    static let diskLimit = 64

    private var indexes: [String: UInt32] = [:]
    private var parameters: String?

    mutating func sample(_ reader: HostReader, into status: inout HostStatus, at now: Timestamp) -> Bool {
        if parameters == nil {
            parameters = reader.text("/proc/cmdline").map { String($0.prefix { !$0.isNewline }) }
        }
        status.system.bootParameters = parameters ?? ""
        status.system.users = reader.loggedInUsers()
        status.system.processes = UInt64(
            reader.names("/proc").count { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        // Each process needs a number and at least one thread.
        let limits = ["pid_max", "threads-max"].compactMap { reader.number("/proc/sys/kernel/" + $0) }
        status.system.processLimit = limits.min()
        status.disks = disks(reader)
        return parameters != nil
    }

    /// The disks that have a driver: those that the kernel makes of others or of memory have none.
    private mutating func disks(_ reader: HostReader) -> [HostDisk] {
        let root = reader.text("/proc/self/mounts")?.split(separator: "\n").compactMap(Mount.init)
            .last { $0.point == "/" && $0.device.hasPrefix("/dev/") }?.device.dropFirst(5)
        var disks: [HostDisk] = []
        for name in reader.names("/sys/block") where disks.count < Self.diskLimit {
            let path = "/sys/block/" + name
            guard !reader.names(path + "/device").isEmpty, let sectors = reader.number(path + "/size"), sectors > 0
            else { continue }
            let index = indexes[name] ?? UInt32(indexes.count + 1)
            guard index <= 16 * Self.diskLimit else { continue }
            indexes[name] = index
            let model = reader.text(path + "/device/model").map { $0.prefix { !$0.isNewline } } ?? ""
            // The kernel counts in sectors of 512 octets, whatever those of the disk are.
            disks.append(
                HostDisk(
                    index: index, name: name, model: model.split(separator: " ").joined(separator: " "),
                    sizeBytes: min(sectors, UInt64.max / 512) * 512,
                    isRemovable: reader.number(path + "/removable") == 1, isReadOnly: reader.number(path + "/ro") == 1,
                    isRotational: reader.number(path + "/queue/rotational").map { $0 == 1 },
                    holdsRoot: root.map { $0 == name || reader.names(path).contains(String($0)) } ?? false))
        }
        return disks.sorted { $0.index < $1.index }
    }
}

extension HostReader {
    /// Sessions in `/var/run/utmp`; `nil` when the host keeps no such list.
    func loggedInUsers() -> UInt64? {
        let size = MemoryLayout<utmp>.size
        guard let octets = octets("/var/run/utmp") else { return nil }
        return UInt64(
            stride(from: 0, to: octets.count - size + 1, by: size).count { start in
                let type = octets[start..<start + 2].reversed().reduce(0) { $0 << 8 | Int32($1) }
                return type == Int32(USER_PROCESS)
            })
    }
}
