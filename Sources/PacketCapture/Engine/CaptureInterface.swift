import CPcap
public import NetworkValues

/// An interface that packets can be taken from.
public struct CaptureInterface: Hashable, Sendable {
    /// An address with what belongs to it.
    public struct Address: Hashable, Sendable {
        /// The address.
        public var address: IPAddress
        /// Its netmask.
        public var netmask: IPAddress?
        /// The broadcast address of its network.
        public var broadcast: IPAddress?
        /// The other end of a point-to-point link.
        public var destination: IPAddress?
        /// The scope of an IPv6 address that is good on one link only, else 0.
        public var scope: UInt32
    }

    /// Its name, such as `eth0`; `any` means all.
    public var name: String
    /// What libpcap says of it; empty when it says nothing.
    public var about: String
    /// The flags of pcap_findalldevs(3PCAP): 1 loopback, 2 up, 4 running, 8 wireless, 0x30 the state of the connection.
    public var flags: UInt32
    /// Its IPv4 and IPv6 addresses.
    public var addresses: [Address]

    /// Whether it is up.
    public var isUp: Bool { flags & 2 != 0 }
    /// Whether it is this host talking to itself.
    public var isLoopback: Bool { flags & 1 != 0 }

    private final class Collected {
        var interfaces: [CaptureInterface] = []
    }

    /// All interfaces of the host that packets of a network can be taken from. Throws `CaptureError` when they cannot be
    /// listed.
    public static func all() throws(CaptureError) -> [CaptureInterface] {
        let collected = Collected()
        var message = [CChar](repeating: 0, count: Int(IPD_PCAP_MESSAGE))
        let context = Unmanaged.passUnretained(collected).toOpaque()
        let count = withExtendedLifetime(collected) {
            ipd_pcap_interfaces(
                context,
                { context, interface in
                    guard let context, let interface = interface?.pointee else { return }
                    Unmanaged<Collected>.fromOpaque(context).takeUnretainedValue().interfaces
                        .append(CaptureInterface(interface))
                }, &message)
        }
        guard count >= 0 else {
            throw CaptureError(.noInterface, "the interfaces cannot be listed: \(text(of: message))")
        }
        return collected.interfaces.filter { !isBus($0.name) }
    }

    /// What libpcap lists beside interfaces of a network: radios, buses, and the queues of the packet filter.
    private static func isBus(_ name: String) -> Bool {
        ["usbmon", "bluetooth", "nflog", "nfqueue", "dbus-"].contains { name.hasPrefix($0) }
    }

    private init(_ interface: ipd_pcap_interface) {
        name = String(cString: interface.name)
        about = interface.description.map { String(cString: $0) } ?? ""
        flags = interface.flags
        addresses = (0..<Int(interface.address_count)).compactMap { Address(interface.addresses[$0]) }
    }
}

extension CaptureInterface.Address {
    fileprivate init?(_ address: ipd_pcap_address) {
        let count = address.family == 6 ? 16 : 4
        func value<Octets>(_ octets: Octets, _ isThere: UInt8 = 1) -> IPAddress? {
            guard isThere != 0 else { return nil }
            return withUnsafeBytes(of: octets) { IPAddress(octets: Array($0.prefix(count))) }
        }
        guard let own = value(address.address) else { return nil }
        self.init(
            address: own, netmask: value(address.netmask, address.has_netmask),
            broadcast: value(address.broadcast, address.has_broadcast),
            destination: value(address.destination, address.has_destination), scope: address.scope)
    }
}

/// A message of a C function as text.
func text(of message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
