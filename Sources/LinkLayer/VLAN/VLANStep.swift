import CLinux
import NetworkValues

/// One step of a change of VLAN: a request to the kernel, its words, and what takes it back.
public enum VLANStep: Hashable, Sendable {
    /// Makes a VLAN link on another link.
    case createLink(VLANLink)
    /// Removes a VLAN link.
    case removeLink(VLANLink)
    /// Switches a link on.
    case setUp(String)
    /// Switches a link off.
    case setDown(String)
    /// Sets the priority of frames of a VLAN link.
    case setPriority(String, from: UInt8, to: UInt8)
    /// Gives a link an address.
    case addAddress(VLANAddress, on: String)
    /// Takes an address from a link.
    case removeAddress(VLANAddress, on: String)
    /// Adds a route by way of a link.
    case addRoute(VLANRoute, by: String)
    /// Removes a route by way of a link.
    case removeRoute(VLANRoute, by: String)

    /// The step that takes it back.
    public var undo: VLANStep {
        switch self {
        case .createLink(let link): .removeLink(link)
        case .removeLink(let link): .createLink(link)
        case .setUp(let name): .setDown(name)
        case .setDown(let name): .setUp(name)
        case .setPriority(let name, let from, let to): .setPriority(name, from: to, to: from)
        case .addAddress(let address, let name): .removeAddress(address, on: name)
        case .removeAddress(let address, let name): .addAddress(address, on: name)
        case .addRoute(let route, let name): .removeRoute(route, by: name)
        case .removeRoute(let route, let name): .addRoute(route, by: name)
        }
    }

    /// The step in the words of `ip` of iproute2.
    public var text: String {
        switch self {
        case .createLink(let link):
            "ip link add link \(link.parent) name \(link.name) type vlan id \(link.id)"
                + (link.priority > 0 ? " egress-qos-map 0:\(link.priority)" : "")
        case .removeLink(let link): "ip link del dev \(link.name)"
        case .setUp(let name): "ip link set dev \(name) up"
        case .setDown(let name): "ip link set dev \(name) down"
        case .setPriority(let name, _, let priority): "ip link set dev \(name) type vlan egress-qos-map 0:\(priority)"
        case .addAddress(let address, let name): "ip address add \(address.text) dev \(name)\(address.suffix)"
        case .removeAddress(let address, let name): "ip address del \(address.textWithoutBroadcast) dev \(name)"
        case .addRoute(let route, let name): "ip\(route.family) route add \(route.text(by: name))"
        case .removeRoute(let route, let name): "ip\(route.family) route del \(route.text(by: name))"
        }
    }
}

/// A VLAN link that a plan makes or removes.
public struct VLANLink: Hashable, Sendable {
    /// Its name, such as `eth0.200`; at most 15 octets.
    public let name: String
    /// The name of the link that it stands on.
    public let parent: String
    /// The VLAN; 0 for frames that have a priority and no VLAN.
    public let id: UInt16
    /// The priority of frames, 0 to 7.
    public let priority: UInt8

    /// Makes a description of a VLAN link.
    public init(name: String, parent: String, id: UInt16, priority: UInt8) {
        self.name = name
        self.parent = parent
        self.id = id
        self.priority = priority
    }
}

extension VLANStep {
    /// The request to the kernel. Links that are new to it are known by name; addresses and routes need the number that
    /// the table has. Fails when the table does not have the link.
    public func request(_ table: RouteTable) throws(VLANPlanError) -> RouteRequest {
        switch self {
        case .createLink(let link): try Self.create(link, on: Self.index(of: link.parent, table))
        case .removeLink(let link): Self.named(IPD_RTM_DELLINK, link.name)
        case .setUp(let name): Self.named(IPD_RTM_NEWLINK, name, flags: 1, change: 1)
        case .setDown(let name): Self.named(IPD_RTM_NEWLINK, name, flags: 0, change: 1)
        case .setPriority(let name, _, let priority): Self.priority(priority, of: name)
        case .addAddress(let address, let name):
            try address.request(
                IPD_RTM_NEWADDR, flags: IPD_NLM_CREATE | IPD_NLM_EXCL, on: Self.index(of: name, table))
        case .removeAddress(let address, let name):
            try address.request(IPD_RTM_DELADDR, flags: 0, on: Self.index(of: name, table))
        case .addRoute(let route, let name):
            try route.request(
                IPD_RTM_NEWROUTE, flags: IPD_NLM_CREATE | IPD_NLM_EXCL, by: Self.index(of: name, table))
        case .removeRoute(let route, let name):
            try route.request(IPD_RTM_DELROUTE, flags: 0, by: Self.index(of: name, table))
        }
    }

    private static func index(of name: String, _ table: RouteTable) throws(VLANPlanError) -> UInt32 {
        guard let link = table.link(named: name) else { throw .noLink(name) }
        return link.index
    }

    /// A request about a link, which the kernel finds by its name.
    private static func named(_ type: Int, _ name: String, flags: UInt32 = 0, change: UInt32 = 0) -> RouteRequest {
        var header = [UInt8](repeating: 0, count: 8)
        header.append(host: flags)
        header.append(host: change)
        var request = RouteRequest(type, flags: IPD_NLM_ACK, header)
        request.add(IPD_IFLA_IFNAME, name)
        return request
    }

    private static func create(_ link: VLANLink, on parent: UInt32) -> RouteRequest {
        var request = RouteRequest(
            IPD_RTM_NEWLINK, flags: IPD_NLM_ACK | IPD_NLM_CREATE | IPD_NLM_EXCL, [UInt8](repeating: 0, count: 16))
        request.add(IPD_IFLA_LINK, parent)
        request.add(IPD_IFLA_IFNAME, link.name)
        request.add(nested: IPD_IFLA_LINKINFO) { info in
            info.add(IPD_IFLA_INFO_KIND, Array("vlan".utf8))
            info.add(nested: IPD_IFLA_INFO_DATA) { data in
                data.add(IPD_IFLA_VLAN_ID, link.id)
                if link.priority > 0 { data.addEgress(link.priority) }
            }
        }
        return request
    }

    private static func priority(_ priority: UInt8, of name: String) -> RouteRequest {
        var request = named(IPD_RTM_NEWLINK, name)
        request.add(nested: IPD_IFLA_LINKINFO) { info in
            info.add(IPD_IFLA_INFO_KIND, Array("vlan".utf8))
            info.add(nested: IPD_IFLA_INFO_DATA) { $0.addEgress(priority) }
        }
        return request
    }
}

extension RouteRequest {
    /// Packets of priority 0, which is what all have that do not ask for another, get this priority in their tags.
    fileprivate mutating func addEgress(_ priority: UInt8) {
        add(nested: IPD_IFLA_VLAN_EGRESS_QOS) { maps in
            var map: [UInt8] = []
            map.append(host: UInt32(0))
            map.append(host: UInt32(priority))
            maps.add(IPD_IFLA_VLAN_QOS_MAPPING, map)
        }
    }
}
