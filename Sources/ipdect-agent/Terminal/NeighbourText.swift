import WebAPI

/// Everything that a neighbour says by LLDP, in lines: names and order are those of lldpcli, so that eyes and scripts find
/// what they know.
struct NeighbourText {
    private(set) var lines: [String] = []

    init(_ neighbour: LANNeighbourView) {
        let port = neighbour.port.map { " (\($0))" } ?? ""
        let time = Self.time(neighbour.ageSeconds)
        add(0, "Interface", "\(neighbour.interface)\(port), via: LLDP, RID: \(neighbour.index), Time: \(time)")
        let tlvs = neighbour.tlvs
        addChassis(tlvs)
        addPort(tlvs)
        if let dot1 = tlvs.dot1 { addVLANs(dot1) }
        if let med = tlvs.med { addMED(med) }
        addOthers(neighbour)
    }

    private mutating func add(_ depth: Int, _ label: String, _ value: String = "") {
        var line = label + ":"
        if !value.isEmpty {
            line += String(repeating: " ", count: max(1, 14 - line.count)) + value
        }
        lines.append((String(repeating: " ", count: depth * 2) + line).printable)
    }

    private mutating func add(_ depth: Int, _ label: String, _ value: String?) {
        if let value { add(depth, label, value) }
    }

    private static func time(_ seconds: Int64) -> String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let days = seconds / 86_400
        let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(two).joined(separator: ":")
        return "\(days) day\(days == 1 || days == 0 ? "" : "s"), \(clock)"
    }

    private static func yes(_ value: Bool) -> String { value ? "yes" : "no" }

    /// A number without the zero behind its point.
    private static func number(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : "\(value)"
    }

    private mutating func addChassis(_ tlvs: LLDPUnitView) {
        add(1, "Chassis")
        add(2, "ChassisID", "\(tlvs.chassis.type) \(tlvs.chassis.value)")
        add(2, "SysName", tlvs.systemName)
        add(2, "SysDescr", tlvs.systemDescription)
        for address in tlvs.managementAddresses {
            add(2, "MgmtIP", address.family.hasPrefix("IP") ? address.address : "\(address.family) \(address.address)")
            add(2, "MgmtIface", "\(address.interface)")
            add(2, "MgmtOID", address.objectIdentifier)
        }
        for capability in tlvs.capabilities ?? [] {
            let name = capability.name.prefix(1).uppercased() + capability.name.dropFirst()
            add(2, "Capability", "\(name), \(capability.isEnabled ? "on" : "off")")
        }
    }

    private mutating func addPort(_ tlvs: LLDPUnitView) {
        add(1, "Port")
        add(2, "PortID", "\(tlvs.port.type) \(tlvs.port.value)")
        add(2, "PortDescr", tlvs.portDescription)
        add(2, "TTL", "\(tlvs.timeToLiveSeconds)")
        guard let dot3 = tlvs.dot3 else { return }
        add(2, "MFS", dot3.maximumFrameSize.map { "\($0)" })
        if let aggregation = dot3.aggregation {
            add(
                2, "Aggregation",
                "supported: \(Self.yes(aggregation.isSupported)), enabled: \(Self.yes(aggregation.isEnabled)), "
                    + "PortAggregID: \(aggregation.port)")
        }
        if let phy = dot3.macPHY {
            let negotiation = "supported: \(Self.yes(phy.canNegotiate)), enabled: \(Self.yes(phy.negotiates))"
            add(2, "PMD autoneg", negotiation)
            if !phy.advertised.isEmpty { add(3, "Adv", phy.advertised.joined(separator: ", ")) }
            add(3, "MAU oper type", phy.mau)
        }
        if let power = dot3.power { addPower(power) }
    }

    private mutating func addPower(_ power: Dot3View.Power) {
        add(
            2, "MDI Power",
            "supported: \(Self.yes(power.isSupported)), enabled: \(Self.yes(power.isEnabled)), "
                + "pair control: \(Self.yes(power.choosesPairs))")
        add(3, "Device type", power.isSource ? "PSE" : "PD")
        add(3, "Power pairs", power.pairs)
        add(3, "Class", power.powerClass.map { "class \($0)" })
        add(3, "Power type", power.type)
        add(3, "Power Source", power.source)
        add(3, "Power Priority", power.priority)
        add(3, "PD requested power Value", power.requestedWatts.map { "\(Self.number($0)) W" })
        add(3, "PSE allocated power Value", power.allocatedWatts.map { "\(Self.number($0)) W" })
        add(3, "More", power.more)
    }

    private mutating func addVLANs(_ dot1: Dot1View) {
        let named = dot1.vlanNames.map { ($0.vlan, " " + $0.name) }
        let unnamed = dot1.portVLAN.flatMap { vlan in named.contains { $0.0 == vlan } ? nil : (vlan, "") }
        for (vlan, name) in (unnamed.map { [$0] } ?? []) + named {
            add(1, "VLAN", "\(vlan), pvid: \(Self.yes(vlan == dot1.portVLAN))\(name)")
        }
        for value in dot1.protocolVLANs {
            add(
                1, "PPVID",
                "\(value.vlan), supported: \(Self.yes(value.isSupported)), enabled: \(Self.yes(value.isEnabled))")
        }
    }

    private mutating func addMED(_ med: MEDView) {
        add(1, "LLDP-MED")
        add(2, "Device Type", med.deviceClass)
        for capability in med.capabilities ?? [] { add(2, "Capability", "\(capability), yes") }
        for policy in med.policies {
            let counts = policy.isKnown && !policy.counts ? " (does not count: no capabilities of LLDP-MED)" : ""
            let isKnown = Self.yes(policy.isKnown)
            add(2, "LLDP-MED Network Policy for", "\(policy.application), Defined: \(isKnown)\(counts)")
            guard policy.isKnown else { continue }
            add(3, "VLAN", policy.isTagged ? policy.vlan == 0 ? "priority" : "\(policy.vlan)" : "untagged")
            add(3, "PCP", "\(policy.priority)")
            add(3, "DSCP Value", "\(policy.codePoint)")
        }
        for location in med.locations { add(2, "Location", "\(location.format): \(location.text)") }
        if let power = med.power {
            add(2, "Extended Power-over-Ethernet")
            add(3, "Power Type & Source", "\(power.type), \(power.source)")
            add(3, "Power Priority", power.priority)
            add(3, "Power Value", "\(Self.number(power.watts)) W")
        }
        guard let inventory = med.inventory else { return }
        add(2, "Inventory")
        add(3, "Hardware Revision", inventory.hardwareRevision)
        add(3, "Firmware Revision", inventory.firmwareRevision)
        add(3, "Software Revision", inventory.softwareRevision)
        add(3, "Serial Number", inventory.serialNumber)
        add(3, "Manufacturer", inventory.manufacturer)
        add(3, "Model", inventory.model)
        add(3, "Asset ID", inventory.assetID)
    }

    private mutating func addOthers(_ neighbour: LANNeighbourView) {
        let tlvs = neighbour.tlvs
        if !tlvs.unknown.isEmpty { add(1, "Unknown TLVs") }
        for unknown in tlvs.unknown {
            let what =
                unknown.organization.map { "OUI: \($0), SubType: \(unknown.subtype ?? 0)" } ?? "Type: \(unknown.type)"
            let length = unknown.hexadecimal.count / 2
            add(2, "TLV", "\(what), Len: \(length) \(unknown.hexadecimal)")
        }
        if !tlvs.refused.isEmpty { add(1, "Refused TLVs") }
        for reason in tlvs.refused { add(2, "TLV", reason) }
        add(1, "Frames")
        let tag = neighbour.tag.map { ", with a tag of VLAN \($0.vlan), priority \($0.priority)" } ?? ""
        add(2, "From", neighbour.source + tag)
        add(2, "Received", "\(neighbour.frames)")
        add(2, "Last heard", neighbour.heardAt)
        add(2, "Last change", neighbour.changedAt)
        add(2, "Expires", neighbour.expiresAt)
    }
}
