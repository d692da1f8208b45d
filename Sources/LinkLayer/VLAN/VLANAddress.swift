import CLinux
public import NetworkValues

/// An address as it is moved from one link to another.
public struct VLANAddress: Hashable, Sendable {
    /// The address.
    public let address: IPAddress
    /// The length of its network's prefix.
    public let prefixLength: UInt8
    /// The broadcast address.
    public let broadcast: IPAddress?
    /// `RT_SCOPE_…`.
    public let scope: UInt8
    /// The flags that are moved with it: IFA_F_NODAD, IFA_F_NOPREFIXROUTE.
    public let flags: UInt32

    static let movedFlags: UInt32 = 0x202

    init(address: IPAddress, prefixLength: UInt8, broadcast: IPAddress?, scope: UInt8, flags: UInt32) {
        self.address = address
        self.prefixLength = prefixLength
        self.broadcast = broadcast
        self.scope = scope
        self.flags = flags
    }

    /// The address of a link.
    public init(_ entry: AddressEntry) {
        self.init(
            address: entry.address, prefixLength: entry.prefixLength, broadcast: entry.broadcast, scope: entry.scope,
            flags: entry.flags & Self.movedFlags)
    }

    var textWithoutBroadcast: String { "\(address)/\(prefixLength)" }
    var text: String { textWithoutBroadcast + (broadcast.map { " broadcast \($0)" } ?? "") }
    /// What stands behind the link.
    var suffix: String {
        (scope == 0 ? "" : " scope \(scope)") + (flags & 0x2 != 0 ? " nodad" : "")
            + (flags & 0x200 != 0 ? " noprefixroute" : "")
    }

    func request(_ type: Int, flags requestFlags: Int, on index: UInt32) -> RouteRequest {
        var header = [address.family, prefixLength, UInt8(truncatingIfNeeded: flags), scope]
        header.append(host: index)
        var request = RouteRequest(type, flags: requestFlags | IPD_NLM_ACK, header)
        request.add(IPD_IFA_LOCAL, address)
        request.add(IPD_IFA_ADDRESS, address)
        if let broadcast { request.add(IPD_IFA_BROADCAST, broadcast) }
        if flags > 0xff { request.add(IPD_IFA_FLAGS, flags) }
        return request
    }
}
