/// What the API says of the LAN side, as the templates show it.
enum LANValues {
    static func timers(_ timers: PageValue) -> String {
        "LLDP is sent every \(timers["intervalSeconds"].words) s and is true for \(timers["timeToLiveSeconds"].words) s; "
            + "after a change \(timers["fastCount"].words) times every \(timers["fastIntervalSeconds"].words) s."
    }

    static func port(_ port: PageValue, dataPort: String?) -> PageValue {
        let network = port["network"]
        var facts = PageFacts()
        facts.add("MAC address", network["mac"])
        facts.add("Speed", network["megabits"].integer.map { "\($0) Mbit/s" })
        facts.add("Duplex", network["isFullDuplex"] == .none ? nil : network["isFullDuplex"].isTrue ? "full" : "half")
        facts.add("MTU", network["mtu"])
        facts.add("Addresses", network["addresses"].joined)
        let gateways = network["routes"].elements.filter { $0["destination"].words.hasSuffix("/0") }
        facts.add("Default gateway", gateways.compactMap(\.["gateway"].text).joined(separator: ", "))
        let lldp = port["lldp"]
        facts.add(
            "LLDP",
            lldp["isEnabled"].isTrue
                ? "on, \(lldp["neighbours"].words) neighbours" + (lldp["isOverfull"].isTrue ? ", no room for more" : "")
                : "off")
        facts.add(
            "VLAN", port["vlan"] == .none ? nil : "\(port["vlan"]["decision"].words); \(port["vlan"]["state"].words)")
        let dot1x = port["dot1x"]
        facts.add(
            "802.1X",
            dot1x == .none ? nil : (dot1x["isAuthorized"].isTrue ? "open: " : "not open: ") + dot1x["reason"].words)
        for client in port["dhcp"].elements {
            facts.add(
                "DHCP for IPv\(client["family"].words)",
                [client["mode"].words + ": " + client["state"].words, client["address"].words, client["problem"].words]
                    .filter { !$0.isEmpty }.joined(separator: ", "))
        }
        facts.add("Frames dropped by the kernel", port["kernelDrops"])
        facts.add("Frames without use", port["unused"])
        let hasLink = port["hasLink"].isTrue
        let isWell = hasLink && port["problem"].words.isEmpty
        return port.having("port", "problem").adding([
            "mark": .text(isWell ? "" : hasLink ? "warning" : "bad"), "badge": .text(hasLink ? "ok" : "error"),
            "isDataPort": .flag(dataPort != nil && port["port"].text == dataPort), "facts": facts.value,
            "hasRoutes": .flag(!network["routes"].elements.isEmpty),
            "routes": .list(network["routes"].elements.map { $0.having("gateway") }),
            "told": lldp["told"] == .none ? .none : ["facts": NeighbourValues.told(lldp["told"])],
        ])
    }

    static func vlan(_ vlan: PageValue) -> PageValue {
        var facts = PageFacts()
        facts.add("Link", vlan["link"])
        facts.add("Code point", vlan["codePoint"])
        facts.add("Decided until", time: vlan["validUntil"])
        let state = vlan["state"].text ?? ""
        let isBad = ["unsupported", "impossible", "rolling-back"].contains(state)
        let isWaiting = state == "confirming"
        return vlan.having("port", "confirmUntil", "reason").adding([
            "facts": facts.value, "mark": .text(isBad ? "bad" : isWaiting ? "warning" : ""),
            "badge": .text(isBad ? "error" : isWaiting || state == "held" ? "warning" : state == "current" ? "ok" : ""),
            "hasNotes": .flag(!vlan["notes"].elements.isEmpty), "hasSteps": .flag(!vlan["steps"].elements.isEmpty),
            "isWaiting": .flag(isWaiting),
            "mayApply": .flag(!["observed", "confirming", "applying", "rolling-back"].contains(state)),
        ])
    }

    static func supplicant(_ supplicant: PageValue) -> PageValue {
        var facts = PageFacts()
        facts.add("User", supplicant["user"].text ?? "none: nothing is sent")
        facts.add("Methods", supplicant["methods"].joined)
        facts.add("Accepted by", supplicant["method"])
        facts.add("Since", time: supplicant["since"])
        let handshake = supplicant["handshake"]
        facts.add("TLS", handshake == .none ? nil : "\(handshake["version"].words), \(handshake["cipher"].words)")
        facts.add("Server", handshake["server"])
        facts.add("Server's certificate until", time: handshake["serverValidUntil"])
        facts.add("Authenticator", supplicant["authenticator"])
        facts.add("Last failure", supplicant["lastFailure"])
        facts.add("Last packet passed over", supplicant["lastDiscard"])
        facts.add("Last message", supplicant["lastNotification"])
        facts.add("Backend", supplicant["backend"])
        let isOpen = supplicant["isAuthorized"].isTrue
        let isIdle = supplicant["user"] == .none
        return supplicant.having("port").adding([
            "facts": facts.value, "counters": ["facts": counters(supplicant["counters"])],
            "word": .text(isOpen ? "open" : isIdle ? "not in use" : "closed"),
            "mark": .text(isOpen || isIdle ? "" : "bad"), "badge": .text(isOpen ? "ok" : isIdle ? "disabled" : "error"),
        ])
    }

    static func lease(_ client: PageValue) -> PageValue {
        let lease = client["lease"]
        var facts = PageFacts()
        facts.add("Address", lease["address"])
        facts.add("Server", lease["server"])
        facts.add("Routers", lease["routers"].joined)
        facts.add("Name servers", lease["nameServers"].joined)
        facts.add("Time servers", lease["timeServers"].joined)
        facts.add("Host name", lease["hostName"])
        facts.add("Domain", lease["domainName"])
        facts.add("Time zone", lease["timeZone"])
        facts.add("Valid for", lease["seconds"].number.map(PageFormat.duration))
        facts.add("Granted", time: lease["obtainedAt"])
        facts.add("Renewed at", time: lease["renewsAt"])
        facts.add("Asked of any server at", time: lease["rebindsAt"])
        facts.add("Over at", time: lease["expiresAt"])
        facts.add("Confirmed", lease["isProvisional"].isTrue ? "not yet: it is from before the restart" : nil)
        facts.add("From", client["source"])
        facts.add("Client", client["client"])
        let vlan = client["vlan"]
        facts.add("VLAN offered", vlan == .none ? nil : "\(vlan["vlan"].words), priority \(vlan["priority"].words)")
        let isWell = client["problems"].elements.isEmpty
        return client.having("port").adding([
            "hasLease": .flag(lease != .none), "facts": facts.value, "badge": .text(isWell ? "ok" : "error"),
            "hasProblems": .flag(!isWell), "hasOptions": .flag(!client["vendorOptions"].elements.isEmpty),
            "counters": ["facts": counters(client["counters"])],
        ])
    }

    static func spanningTree(_ tree: PageValue) -> PageValue {
        tree.having("lastMove", "dataPort", "reason").adding([
            "hasUnmet": .flag(!tree["unmet"].elements.isEmpty),
            "sides": .list(tree["ports"].elements.map(side)),
        ])
    }

    private static func side(_ port: PageValue) -> PageValue {
        var facts = PageFacts()
        let heard = port["heard"]
        facts.add("Spoken", heard["version"])
        facts.add("Root", heard["root"])
        facts.add("Cost to the root", heard["rootPathCost"])
        facts.add("Bridge", heard["bridge"])
        facts.add(
            "Bridge's port",
            heard == .none
                ? nil
                : "\(heard["bridgePort"].words), priority \(heard["bridgePortPriority"].words), "
                    + PageFormat.words(heard["bridgePortRole"].words))
        facts.add(
            "Timers",
            heard == .none
                ? nil
                : "hello \(heard["helloSeconds"].words) s, age \(heard["maximumAgeSeconds"].words) s, "
                    + "delay \(heard["forwardDelaySeconds"].words) s")
        facts.add("Heard until", time: port["expiresAt"])
        facts.add("BPDUs", "\(port["received"].words) heard, \(port["refused"].words) refused")
        facts.add("Topology changes", port["topologyChanges"])
        facts.add("Last topology change", time: port["lastTopologyChange"])
        let badge = port["role"] == "root" ? "ok" : port["role"] == "disabled" ? "disabled" : ""
        return port.having("interface").adding(["facts": facts.value, "badge": .text(badge)])
    }

    static func statistics(_ statistics: PageValue) -> PageValue {
        var facts = PageFacts()
        var zeros: [String] = []
        for counter in statistics["counters"].elements {
            let label = counter["label"].words
            if counter["value"].integer == 0 {
                zeros.append(label)
            } else {
                facts.add(label, grouped(counter["value"]))
            }
        }
        facts.add("Frames dropped before they were read", grouped(statistics["kernelDrops"]))
        facts.add("Frames without use", grouped(statistics["unused"]))
        let lldp = statistics["lldp"]
        var told = PageFacts()
        let names = [
            ("framesOut", "Frames sent"), ("framesIn", "Frames received"), ("framesInErrors", "Frames with an error"),
            ("framesDiscarded", "Frames not used"), ("tlvsDiscarded", "TLVs refused"),
            ("tlvsUnrecognized", "TLVs not known"), ("inserts", "Neighbours new"), ("deletes", "Neighbours forgotten"),
            ("drops", "Neighbours without room"), ("ageouts", "Neighbours not heard any more"),
        ]
        for (name, label) in names { told.add(label, grouped(lldp[name])) }
        told.add("Last change", time: lldp["lastChange"])
        for (name, count) in lldp["refusals"].fields.sorted(by: { $0.key < $1.key }) {
            told.add("Refused: " + PageFormat.words(name), count)
        }
        return statistics.having("port", "clearedAt").adding([
            "facts": facts.value, "lldp": ["facts": told.value],
            "zeros": .text(zeros.joined(separator: ", ")),
        ])
    }

    private static func grouped(_ value: PageValue) -> String? { value.number.map(PageFormat.grouped) }

    /// Counters by their names, the names as words.
    private static func counters(_ counters: PageValue) -> PageValue {
        var facts = PageFacts()
        for (name, value) in counters.fields.sorted(by: { $0.key < $1.key }) {
            facts.add(PageFormat.capital(PageFormat.words(name)), grouped(value))
        }
        return facts.value
    }
}
