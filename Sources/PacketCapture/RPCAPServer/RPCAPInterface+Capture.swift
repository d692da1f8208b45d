import CaptureFormats
import NetworkValues

extension RPCAPInterface {
    /// What a client may open: the interfaces where traffic may be captured, and what gives lines of the log alone.
    static func all(_ settings: PacketCaptureSettings) throws(CaptureError) -> [RPCAPInterface] {
        var all: [RPCAPInterface] = []
        if settings.takesTraffic { all += try CaptureInterface.all().map { RPCAPInterface($0) } }
        if settings.takesTrace {
            all.append(
                RPCAPInterface(
                    name: PacketCaptureSettings.traceInterface, about: "The log of the agent, without traffic",
                    flags: [.isUp, .running]))
        }
        return all
    }

    private init(_ interface: CaptureInterface) {
        self.init(
            name: interface.name, about: interface.about, flags: Flags(rawValue: interface.flags),
            addresses: interface.addresses.map { address in
                func block(_ address: IPAddress?) -> RPCAPSocketAddress? { address.map { RPCAPSocketAddress($0) } }
                return RPCAPInterfaceAddress(
                    block(address.address), netmask: block(address.netmask), broadcast: block(address.broadcast),
                    destination: block(address.destination))
            })
    }
}
