/// A row of sysORTable (RFC 3418 2): a statement of what the agent serves of a module.
///
/// Of a module that is served as its own MODULE-COMPLIANCE asks, writable objects and notifications included, that is the
/// statement. Of all others it is ours, in IPDECT-CAPABILITIES-MIB (RFC 2580 6), which says what is left out and what
/// can only be read.
struct ServedModule: Sendable, Equatable {
    /// Our statements, by their arc below ipdectCapabilities.
    enum Capability: UInt32, CaseIterable {
        case interfaces = 1
        case host, entity, ip, alarm, ituAlarm, notificationLog, notification, user, access, community, tls, tsm
        case lldp, lldpMedia, lldpDot1, lldpDot3, portAccess
    }

    /// The statement's object identifier.
    let id: [UInt32]
    /// What it is about.
    let text: String
    /// Where the objects stand that it is about.
    let subtrees: [[UInt32]]

    private init(_ id: [UInt32], _ text: String, _ subtrees: [UInt32]...) {
        self.id = id
        self.text = text
        self.subtrees = subtrees
    }

    /// All rows. Where nothing can be set, as through AgentX, our own modules are those that ask for less.
    static func all(_ settings: TableSettings, canSet: Bool = true) -> [ServedModule] {
        let tree = OwnTree(settings.root)
        let vendor =
            settings.servesVendorTree
            ? [
                // ipDectCompliance.
                ServedModule(
                    VendorTree.objects + [99, 1, 1],
                    "IPDECT-VENDOR-COMPAT-MIB: faults as the devices show them", VendorTree.objects)
            ] : []
        return whole + engine(tree) + host(tree) + alarms(tree) + lan(tree) + own(tree, canSet: canSet) + vendor
    }

    /// Modules of others that are served as they ask.
    private static let whole = [
        // snmpBasicComplianceRev2.
        ServedModule(
            [1, 3, 6, 1, 6, 3, 1, 2, 1, 3], "SNMPv2-MIB: the agent itself", [1, 3, 6, 1, 6, 3, 1],
            [1, 3, 6, 1, 2, 1, 1], [1, 3, 6, 1, 2, 1, 11]),
        // snmpFrameworkMIBCompliance.
        ServedModule(
            [1, 3, 6, 1, 6, 3, 10, 3, 1, 1], "SNMP-FRAMEWORK-MIB: the engine", [1, 3, 6, 1, 6, 3, 10]),
        // snmpMPDCompliance.
        ServedModule(
            [1, 3, 6, 1, 6, 3, 11, 3, 1, 1], "SNMP-MPD-MIB: messages of all versions", [1, 3, 6, 1, 6, 3, 11]),
        // snmpTargetCommandResponderCompliance.
        ServedModule(
            [1, 3, 6, 1, 6, 3, 12, 3, 1, 1], "SNMP-TARGET-MIB: requests for contexts that are not there",
            [1, 3, 6, 1, 6, 3, 12]),
        // entitySensorCompliance, which asks for entityPhysicalGroup of ENTITY-MIB, too.
        ServedModule(
            [1, 3, 6, 1, 2, 1, 99, 3, 1, 1], "ENTITY-SENSOR-MIB: the sensors of gateways", [1, 3, 6, 1, 2, 1, 99],
            [1, 3, 6, 1, 2, 1, 47]),
    ]

    private static func engine(_ tree: OwnTree) -> [ServedModule] {
        let modules: [UInt32] = [1, 3, 6, 1, 6, 3]
        return [
            ServedModule(
                tree.capability(.notification),
                "SNMP-TARGET-MIB and SNMP-NOTIFICATION-MIB: receivers of notifications and what they get, read-only",
                modules + [12], modules + [13]),
            ServedModule(
                tree.capability(.user), "SNMP-USER-BASED-SM-MIB: statistics of version 3, and users, read-only",
                modules + [15]),
            ServedModule(
                tree.capability(.access), "SNMP-VIEW-BASED-ACM-MIB: who may do what, read-only", modules + [16]),
            ServedModule(
                tree.capability(.community), "SNMP-COMMUNITY-MIB: communities, without their names", modules + [18]),
            ServedModule(
                tree.capability(.tls), "SNMP-TLS-TM-MIB: sessions of TLS and who comes over them",
                TLSTransportGroup.root),
            ServedModule(
                tree.capability(.tsm), "SNMP-TSM-MIB: the Transport Security Model", TransportSecurityGroup.root),
        ]
    }

    private static func host(_ tree: OwnTree) -> [ServedModule] {
        [
            ServedModule(
                tree.capability(.interfaces), "IF-MIB: network interfaces", [1, 3, 6, 1, 2, 1, 2],
                [1, 3, 6, 1, 2, 1, 31]),
            ServedModule(tree.capability(.host), "HOST-RESOURCES-MIB: the host", HostTree.root),
            ServedModule(
                tree.capability(.ip), "IP-MIB: the host's addresses and statistics", IPTree.ip, IPTree.icmp),
            ServedModule(
                tree.capability(.entity), "ENTITY-MIB: the devices of the system", [1, 3, 6, 1, 2, 1, 47]),
        ]
    }

    private static func alarms(_ tree: OwnTree) -> [ServedModule] {
        [
            ServedModule(tree.capability(.alarm), "ALARM-MIB: the alarms that stand", AlarmTree.root),
            ServedModule(tree.capability(.ituAlarm), "ITU-ALARM-MIB: severities and causes", AlarmTree.itu),
            ServedModule(
                tree.capability(.notificationLog), "NOTIFICATION-LOG-MIB: what was notified lately", LogTree.root),
        ]
    }

    private static func lan(_ tree: OwnTree) -> [ServedModule] {
        [
            ServedModule(tree.capability(.lldp), "LLDP-MIB: neighbours on the LAN", LLDPTree.root),
            ServedModule(
                tree.capability(.lldpMedia), "LLDP-EXT-MED-MIB: what endpoints tell of media", LLDPTree.media),
            ServedModule(tree.capability(.lldpDot1), "LLDP-EXT-DOT1-MIB: VLANs of neighbours", LLDPTree.dot1),
            ServedModule(tree.capability(.lldpDot3), "LLDP-EXT-DOT3-MIB: ports by IEEE 802.3", LLDPTree.dot3),
            ServedModule(
                tree.capability(.portAccess), "IEEE8021-PAE-MIB: the supplicant of IEEE 802.1X",
                [1, 0, 8802, 1, 1, 1]),
        ]
    }

    /// Our modules, each with the compliance statement that asks for most.
    private static func own(_ tree: OwnTree, canSet: Bool) -> [ServedModule] {
        let modules: [(module: OwnTree.Module, statement: UInt32, text: String)] = [
            (.system, 1, "IPDECT-SYSTEM-MIB: the IP-DECT system and its devices"),
            (.sync, 1, "IPDECT-SYNC-MIB: air synchronization"), (.traffic, 1, "IPDECT-TRAFFIC-MIB: calls"),
            (.alarm, canSet ? 2 : 1, "IPDECT-ALARM-MIB: alarms, events and faults"),
            (.target, 2, "IPDECT-TARGET-MIB: receivers of notifications"),
            (.performance, 1, "IPDECT-PERFORMANCE-MIB: the host, pings and capacity"),
        ]
        return modules.map {
            ServedModule(tree.identity($0.module) + [2, 1, $0.statement], $0.text, tree.identity($0.module))
        }
    }
}

extension OwnTree {
    /// A statement of IPDECT-CAPABILITIES-MIB.
    func capability(_ capability: ServedModule.Capability) -> [UInt32] {
        objects(.capabilities) + [capability.rawValue]
    }
}
