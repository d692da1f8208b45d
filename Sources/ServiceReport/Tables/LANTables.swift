import LinkProtocols
import NetworkValues
import Snapshot

/// The tables of the LAN side.
enum LANTables {
    static func ports(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "lan-ports", "LAN ports",
            [
                ReportColumn("interface", "Interface"), ReportColumn("port", "Port"), ReportColumn("link", "Link"),
                ReportColumn("mac", "MAC", .mac), ReportColumn("megabits", "Mbit/s"),
                ReportColumn("fullDuplex", "Full duplex"), ReportColumn("addresses", "Addresses", .address),
                ReportColumn("gateways", "Gateways", .address), ReportColumn("vlan", "VLAN"),
                ReportColumn("vlanState", "State of the VLAN"), ReportColumn("vlanReason", "Why", .text),
                ReportColumn("neighbours", "Neighbours"), ReportColumn("kernelDrops", "Frames dropped"),
                ReportColumn("problem", "Problem", .text),
            ], of: matter.snapshot.lan.ports
        ) { port in
            let network = port.network
            return [
                .init(port.name), .init(describing: port.port), .flag(port.hasLink), .init(describing: network?.mac),
                .init(network?.megabits), network?.isFullDuplex.map { .flag($0) } ?? .none,
                .init(network?.addresses.map { "\($0.address)/\($0.prefixLength)" }.joined(separator: " ")),
                .init(network?.routes.compactMap(\.gateway).map { "\($0)" }.joined(separator: " ")),
                .init(port.vlan.map { "\($0.decision.tagging), by \($0.decision.source.rawValue)" }),
                .init(port.vlan?.state), .init(port.vlan?.reason), .init(port.lldp.neighbours.count),
                .init(port.kernelDrops), .init(port.problem),
            ]
        }
    }

    static func neighbours(_ matter: ReportMatter) -> ReportTable {
        let all = matter.snapshot.lan.ports.flatMap { port in port.lldp.neighbours.map { (port.name, $0) } }
        return ReportTable(
            "lldp-neighbours", "Neighbours by LLDP",
            [
                ReportColumn("interface", "Interface"), ReportColumn("system", "System", .host),
                ReportColumn("chassis", "Chassis", .text), ReportColumn("port", "Port", .text),
                ReportColumn("portDescription", "Port description", .place),
                ReportColumn("systemDescription", "System description", .text),
                ReportColumn("management", "Management", .address), ReportColumn("source", "Frames from", .mac),
                ReportColumn("since", "Since"), ReportColumn("changedAt", "Changed"),
            ], of: all
        ) { interface, neighbour in
            let unit = neighbour.unit
            return [
                .init(interface), .init(unit.systemName), .init(unit.chassis.description),
                .init(unit.port.description), .init(unit.portDescription), .init(unit.systemDescription),
                .init(unit.managementAddresses.compactMap(\.address).map { "\($0)" }.joined(separator: " ")),
                .init("\(neighbour.source)"), .time(neighbour.since), .time(neighbour.changedAt),
            ]
        }
    }

    static func authentication(_ matter: ReportMatter) -> ReportTable {
        let supplicants: [SupplicantStatus] = matter.snapshot.lan.ports.compactMap(\.supplicant)
        let configured = supplicants.filter { $0.user != nil }
        return ReportTable(
            "dot1x", "802.1X",
            [
                ReportColumn("interface", "Interface"), ReportColumn("user", "User", .user),
                ReportColumn("state", "State"), ReportColumn("authorized", "Open"), ReportColumn("method", "Method"),
                ReportColumn("reason", "Reason", .text), ReportColumn("lastFailure", "Last failure", .text),
                ReportColumn("server", "Server", .subject), ReportColumn("serverValidUntil", "Valid until"),
                ReportColumn("since", "Since"),
            ], of: configured
        ) { supplicant in
            [
                .init(supplicant.interface), .init(supplicant.user), .init("\(supplicant.state)"),
                .flag(supplicant.isAuthorized), .init(supplicant.method), .init(supplicant.reason),
                .init(supplicant.lastFailure), .init(supplicant.handshake?.peerSubject),
                .init(supplicant.handshake?.peerNotAfter), .init(supplicant.since),
            ]
        }
    }

    static func leases(_ matter: ReportMatter) -> ReportTable {
        let statuses: [DHCPStatus] = matter.snapshot.lan.ports.flatMap(\.dhcp).filter { $0.mode != .off }
        return ReportTable(
            "dhcp", "DHCP",
            [
                ReportColumn("interface", "Interface"), ReportColumn("family", "IP"), ReportColumn("mode", "Mode"),
                ReportColumn("state", "State"), ReportColumn("address", "Address", .address),
                ReportColumn("server", "Server", .address), ReportColumn("routers", "Routers", .address),
                ReportColumn("nameServers", "Name servers", .address),
                ReportColumn("domainName", "Domain", .host), ReportColumn("hostName", "Host name", .host),
                ReportColumn("expiresAt", "Expires"), ReportColumn("vendorOptions", "Vendor options", .text),
                ReportColumn("problems", "Problems", .text),
            ], of: statuses
        ) { status in
            let lease = status.lease
            return [
                .init(status.interface), .init(status.family), .init(status.mode.rawValue), .init(status.state),
                .init(describing: lease?.address), .init(lease?.server), .init(text(lease?.routers)),
                .init(text(lease?.nameServers)), .init(lease?.domainName), .init(lease?.hostName),
                .init(lease?.expiresAt),
                .init(status.vendorOptions.map { "\($0.name): \($0.value)" }.joined(separator: "; ")),
                .init(status.problems.joined(separator: "; ")),
            ]
        }
    }

    static func counters(_ matter: ReportMatter) -> ReportTable {
        let all = matter.snapshot.lan.ports.flatMap { port in
            (port.counters?.counters ?? []).map { (port.name, $0) }
        }
        return ReportTable(
            "lan-counters", "Counters of the links",
            [
                ReportColumn("interface", "Interface"), ReportColumn("counter", "Counter"),
                ReportColumn("value", "Value"),
            ], of: all
        ) { [.init($0.0), .init($0.1.label), .init($0.1.value)] }
    }

    private static func text(_ addresses: [IPAddress]?) -> String? {
        addresses?.map { "\($0)" }.joined(separator: " ")
    }
}
