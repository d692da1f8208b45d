import LinkProtocols
public import NetworkValues

/// Whether the host's own client evidently serves an interface: then the agent does not (two would fight).
public struct HostClientCheck: Sendable {
    private let reader: HostLeaseReader

    /// Makes a check; `root` and `files` as in `HostLeaseReader`.
    public init(root: String = "", files: [String] = []) {
        reader = HostLeaseReader(root: root, files: files)
    }

    /// Why the interface must be left alone, in a sentence; `nil` when nothing speaks against serving it. `wall` is the time
    /// of the wall clock.
    public func evidence(for interface: DHCPInterface, wall: Timestamp) -> String? {
        let finding = reader.find(name: interface.name, index: interface.index, wall: wall)
        guard let lease = finding.lease else { return nil }
        return "\(finding.client) has a lease of \(lease.address) for \(interface.name) in \(finding.file): "
            + "two clients would fight; stop that one and remove its lease, or set /mode read"
    }

    /// The same when the kernel says that another program has the client's port.
    static func portTaken(_ port: UInt16, _ interface: DHCPInterface) -> String {
        "another program has UDP port \(port) of \(interface.name): two clients would fight; stop that one, or set "
            + "/mode read"
    }
}
