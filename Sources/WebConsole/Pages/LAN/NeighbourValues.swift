/// What a system tells of itself by LLDP, as facts under headings.
enum NeighbourValues {
    static func neighbour(_ neighbour: PageValue) -> PageValue {
        let tlvs = neighbour["tlvs"]
        let name = tlvs["systemName"].text.flatMap { $0.isEmpty ? nil : $0 } ?? tlvs["chassis"]["value"].words
        var facts = PageFacts()
        facts.add("Port", tlvs["port"]["value"].words + (tlvs["portDescription"].text.map { " (\($0))" } ?? ""))
        facts.add(
            "Managed at", tlvs["managementAddresses"].elements.map { $0["address"].words }.joined(separator: ", "))
        facts.add("Can do", capabilities(tlvs))
        facts.add("VLAN of untagged frames", tlvs["dot1"]["portVLAN"])
        let voice = tlvs["med"]["policies"].elements.first { $0["application"] == "voice" && $0["counts"].isTrue }
        facts.add("VLAN of voice", voice.map(policy))
        facts.add("Since", time: neighbour["since"])
        facts.add("Heard last", time: neighbour["heardAt"])
        let index = neighbour["index"].words
        let groups = [
            ("More", "more", more(neighbour)), ("802.1", "dot1", dot1(tlvs["dot1"])),
            ("802.3", "dot3", dot3(tlvs["dot3"])), ("LLDP-MED", "med", med(tlvs["med"])),
            ("TLVs not read, or refused", "other", others(tlvs)),
        ]
        return neighbour.having("port").adding([
            "title": .text(name), "facts": facts.value,
            "groups": .list(
                groups.filter { !$0.2.isEmpty }.map { title, key, facts in
                    [
                        "title": .text(title), "id": .text("\(index)-\(key)"), "of": .text(name),
                        "facts": facts.value,
                    ]
                }),
        ])
    }

    /// All that a unit says, in one list.
    static func told(_ tlvs: PageValue) -> PageValue {
        var facts = PageFacts()
        addBasics(tlvs, to: &facts)
        facts.add("Can do", capabilities(tlvs))
        facts.add(
            "Managed at", tlvs["managementAddresses"].elements.map { $0["address"].words }.joined(separator: ", "))
        let more = [dot1(tlvs["dot1"]), dot3(tlvs["dot3"]), med(tlvs["med"])]
        return .list(facts.value.elements + more.flatMap { $0.value.elements })
    }

    private static func addBasics(_ tlvs: PageValue, to facts: inout PageFacts) {
        facts.add("Chassis", "\(tlvs["chassis"]["type"].words) \(tlvs["chassis"]["value"].words)")
        facts.add("Port", "\(tlvs["port"]["type"].words) \(tlvs["port"]["value"].words)")
        facts.add("Port's description", tlvs["portDescription"])
        facts.add("System's name", tlvs["systemName"])
        facts.add("System", tlvs["systemDescription"])
        facts.add("True for", tlvs["timeToLiveSeconds"].integer.map { "\($0) s" })
    }

    private static func more(_ neighbour: PageValue) -> PageFacts {
        let tlvs = neighbour["tlvs"]
        var facts = PageFacts()
        addBasics(tlvs, to: &facts)
        for address in tlvs["managementAddresses"].elements {
            var text =
                "\(address["address"].words), \(address["interfaceNumbering"].words) \(address["interface"].words)"
            if let identifier = address["objectIdentifier"].text { text += ", OID \(identifier)" }
            facts.add("Managed at (\(address["family"].words))", text)
        }
        facts.add("Sent from", neighbour["source"])
        let tag = neighbour["tag"]
        facts.add(
            "Sent with a tag", tag == .none ? nil : "VLAN \(tag["vlan"].words), priority \(tag["priority"].words)")
        facts.add("Changed last", time: neighbour["changedAt"])
        facts.add("Forgotten at", time: neighbour["expiresAt"])
        facts.add("Frames", neighbour["frames"].number.map(PageFormat.grouped))
        return facts
    }

    private static func capabilities(_ tlvs: PageValue) -> String {
        tlvs["capabilities"].elements.map { $0["name"].words + ($0["isEnabled"].isTrue ? "" : " (off)") }
            .joined(separator: ", ")
    }

    private static func dot1(_ dot1: PageValue) -> PageFacts {
        var facts = PageFacts()
        facts.add("VLAN of untagged frames", dot1["portVLAN"])
        facts.add(
            "VLAN names",
            dot1["vlanNames"].elements.map { "\($0["vlan"].words) \($0["name"].words)" }.joined(separator: ", "))
        for vlan in dot1["protocolVLANs"].elements {
            let state = vlan["isEnabled"].isTrue ? "on" : vlan["isSupported"].isTrue ? "off" : "not supported"
            facts.add("Protocol VLAN", "\(vlan["vlan"].words), \(state)")
        }
        return facts
    }

    private static func dot3(_ dot3: PageValue) -> PageFacts {
        var facts = PageFacts()
        let phy = dot3["macPHY"]
        facts.add("Medium", phy["mau"])
        let negotiation = phy["negotiates"].isTrue ? "on" : phy["canNegotiate"].isTrue ? "off" : "not supported"
        facts.add("Negotiation", phy == .none ? nil : negotiation)
        facts.add("Advertised", phy["advertised"].joined)
        let power = dot3["power"]
        if power != .none {
            let state = power["isEnabled"].isTrue ? "on" : power["isSupported"].isTrue ? "off" : "not supported"
            facts.add(
                "Power", (power["isSource"].isTrue ? "gives" : "takes") + ", \(state), pairs \(power["pairs"].words)")
            facts.add("Power class", power["powerClass"])
            facts.add("Power type", power["type"])
            facts.add("Power source", power["source"])
            facts.add("Power priority", power["priority"])
            facts.add("Power asked for", power["requestedWatts"].number.map { "\(PageFormat.fixed($0)) W" })
            facts.add("Power given", power["allocatedWatts"].number.map { "\(PageFormat.fixed($0)) W" })
        }
        let bundle = dot3["aggregation"]
        let state = bundle["isEnabled"].isTrue ? "on, port \(bundle["port"].words)" : "off"
        facts.add("Aggregation", bundle == .none ? nil : bundle["isSupported"].isTrue ? state : "not supported")
        facts.add("Largest frame", dot3["maximumFrameSize"].integer.map { "\($0) B" })
        return facts
    }

    private static func med(_ med: PageValue) -> PageFacts {
        var facts = PageFacts()
        facts.add("Class", med["deviceClass"])
        facts.add("Knows", med["capabilities"].joined)
        for entry in med["policies"].elements {
            let text = entry["isKnown"].isTrue ? policy(entry) : "unknown"
            facts.add(
                "Policy for \(entry["application"].words)", text + (entry["counts"].isTrue ? "" : " (does not count)"))
        }
        for location in med["locations"].elements {
            facts.add(PageFormat.capital(location["format"].words), location["text"])
        }
        let power = med["power"]
        facts.add(
            "Power",
            power == .none
                ? nil
                : "\(power["type"].words), \(power["source"].words), priority \(power["priority"].words), "
                    + "\(power["watts"].words) W")
        let inventory = med["inventory"]
        let names = [
            ("manufacturer", "Manufacturer"), ("model", "Model"), ("serialNumber", "Serial number"),
            ("hardwareRevision", "Hardware"), ("firmwareRevision", "Firmware"), ("softwareRevision", "Software"),
            ("assetID", "Asset"),
        ]
        for (name, label) in names { facts.add(label, inventory[name]) }
        return facts
    }

    private static func policy(_ policy: PageValue) -> String {
        let tag =
            policy["isTagged"].isTrue ? "\(policy["vlan"].words), priority \(policy["priority"].words)" : "untagged"
        return tag + ", code point \(policy["codePoint"].words)"
    }

    private static func others(_ tlvs: PageValue) -> PageFacts {
        var facts = PageFacts()
        for unknown in tlvs["unknown"].elements.prefix(20) {
            let organization =
                unknown["organization"].text.map { " of \($0), subtype \(unknown["subtype"].words)" } ?? ""
            facts.add("Type \(unknown["type"].words)\(organization)", String(unknown["hexadecimal"].words.prefix(200)))
        }
        for refused in tlvs["refused"].elements.prefix(20) { facts.add("Refused", refused) }
        return facts
    }
}
