import CLinux
import Glibc
public import NetworkValues

/// The interface that a client serves.
public struct DHCPInterface: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The kernel's index.
    public var index: UInt32
    /// Its hardware address.
    public var hardwareAddress: MACAddress

    /// Makes an interface.
    public init(name: String, index: UInt32, hardwareAddress: MACAddress) {
        self.name = name
        self.index = index
        self.hardwareAddress = hardwareAddress
    }

    /// Asks the kernel for an Ethernet interface. Throws when there is none of that name.
    public init(named name: String) throws(DHCPPortError) {
        var octets: [UInt8] = Array(repeating: 0, count: 6)
        let index = ipd_ethernet_interface(name, &octets)
        guard index >= 0 else {
            throw DHCPPortError(errno: -index, "expected an Ethernet interface \(name)")
        }
        self.init(
            name: name, index: UInt32(index),
            hardwareAddress: MACAddress(rawValue: octets.reduce(0) { $0 << 8 | UInt64($1) }))
    }
}

/// Why a port of DHCP cannot work, or a lease cannot be kept.
public struct DHCPPortError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the kernel said; 0 when it said nothing.
    public let errno: Int32
    /// What was expected, and what came.
    public let description: String

    init(errno: Int32, _ expected: String) {
        self.errno = errno
        description = "\(expected), got: \(String(cString: strerror(errno)))"
    }

    init(_ description: String) {
        errno = 0
        self.description = description
    }
}
