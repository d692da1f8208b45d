import Testing

@testable import WebAccess
@testable import WebConsole

/// The page of the LAN side.
struct LANPageTests {
    private func visitor(_ rights: Set<Right> = Set(Right.allCases)) throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor(rights)
        visitor.api.answer(
            "GET lan",
            """
            {"neighbours":1,"problem":"","dataPort":"LAN1","timers":{"fastCount":4,"fastIntervalSeconds":1,"hold":4,"intervalSeconds":30,"timeToLiveSeconds":121},
            "ports":[{"name":"eth0","index":2,"port":"LAN1","hasLink":true,"problem":"","kernelDrops":0,"unused":0,
            "lldp":{"isEnabled":true,"isOverfull":false,"neighbours":1,"told":{"chassis":{"type":"mac","value":"aa"},"port":{"type":"ifname","value":"eth0"},"timeToLiveSeconds":121,"managementAddresses":[],"unknown":[],"refused":[]}},
            "network":{"mac":"02:00:00:00:00:01","mtu":1500,"megabits":1000,"isFullDuplex":true,"addresses":["10.0.0.5/24"],"routes":[{"destination":"0.0.0.0/0","gateway":"10.0.0.1","metric":0}]},
            "vlan":{"decision":"VLAN 200","state":"confirming"},"dot1x":{"isAuthorized":false,"reason":"refused"},"dhcp":[{"family":4,"mode":"read","state":"reading","problem":""}]}]}
            """)
        visitor.api.answer("GET lan/neighbours", Self.neighbour)
        visitor.api.answer(
            "GET lan/vlan",
            """
            [{"interface":"eth0","port":"LAN1","decision":"VLAN 200, priority 5, by lldp","source":"lldp","vlan":200,"priority":5,"codePoint":46,"notes":["a note"],
            "state":"confirming","reason":"waits","steps":["ip link add <x>"],"confirmUntil":"2026-11-28T08:05:00Z","link":"eth0.200"}]
            """)
        visitor.api.answer(
            "GET lan/dot1x",
            """
            [{"interface":"eth0","port":"LAN1","user":"<script>","methods":["TLS"],"state":"held","backend":"idle","reason":"refused","isAuthorized":false,"hasLink":true,
            "lastFailure":"wrong certificate","counters":{"eapolFramesRx":1200}}]
            """)
        visitor.api.answer(
            "GET lan/dhcp",
            """
            [{"interface":"eth0","port":"LAN1","family":4,"mode":"read","state":"reading","source":"networkd","client":"","problems":["a problem"],"notes":[{"at":"2026-11-28T07:00:00Z","text":"began"}],
            "counters":{"sent":3},"vendorOptions":[{"code":132,"name":"VLAN","value":"200","isIgnored":true}],
            "lease":{"address":"10.0.0.5/24","routers":["10.0.0.1"],"nameServers":[],"timeServers":[],"seconds":7200,"isProvisional":true}}]
            """)
        visitor.api.answer(
            "GET lan/rstp",
            """
            {"isEnabled":true,"dataPort":"LAN1","reason":"betterRoot","unmet":["LAN2 has no link"],"ports":[{"port":"LAN1","interface":"eth0","role":"root","hasLink":true,"isForwarding":true,
            "received":9,"refused":0,"topologyChanges":1,"heard":{"version":"RSTP","root":"8000.aa","rootPathCost":4,"bridge":"8000.bb","bridgePort":3,"bridgePortPriority":128,"bridgePortRole":"designated","helloSeconds":2,"maximumAgeSeconds":20,"forwardDelaySeconds":15}}]}
            """)
        visitor.api.answer(
            "GET lan/statistics",
            """
            [{"interface":"eth0","port":"LAN1","kernelDrops":0,"unused":0,"counters":[{"name":"a","label":"received packets","value":5000},{"name":"b","label":"late collisions","value":0}],
            "lldp":{"framesOut":7,"refusals":{"badChecksum":2}},"clearedAt":"2026-11-28T06:00:00Z"}]
            """)
        return visitor
    }

    private static let neighbour = """
        [{"interface":"eth0","port":"LAN1","index":3,"source":"bb","since":"2026-11-28T07:00:00Z","changedAt":"2026-11-28T07:00:00Z","heardAt":"2026-11-28T07:59:00Z","expiresAt":"2026-11-28T08:01:00Z","ageSeconds":3600,"frames":120,
        "tlvs":{"chassis":{"type":"mac","value":"bb"},"port":{"type":"ifname","value":"ge-0/1"},"timeToLiveSeconds":120,"systemName":"<script>switch","portDescription":"to the roof",
        "capabilities":[{"name":"bridge","isEnabled":true},{"name":"router","isEnabled":false}],"managementAddresses":[{"family":"IPv4","address":"10.0.0.2","interfaceNumbering":"ifIndex","interface":1}],
        "dot1":{"portVLAN":20,"vlanNames":[{"vlan":20,"name":"voice"}],"protocolVLANs":[]},
        "dot3":{"macPHY":{"canNegotiate":true,"negotiates":true,"advertised":["1000BASE-T full duplex"],"mauType":30,"mau":"1000BASE-T full duplex"},"power":{"isSource":true,"isSupported":true,"isEnabled":true,"choosesPairs":false,"pairs":"signal","powerClass":3,"allocatedWatts":12.5}},
        "med":{"deviceClass":"network connectivity","capabilities":["network policy"],"policies":[{"application":"voice","isKnown":true,"isTagged":true,"vlan":200,"priority":5,"codePoint":46,"counts":true}],"locations":[{"format":"emergency number","text":"112"}],"inventory":{"model":"S-24"}},
        "unknown":[{"type":127,"organization":"00-11-22","subtype":9,"hexadecimal":"ff00"}],"refused":["a TLV of length 0"]}}]
        """

    @Test func `the page shows ports, neighbours with every TLV, VLAN, 802-1X, DHCP, RSTP and counters`() async throws {
        let page = try await visitor().look("/lan")
        #expect(page.status == 200 && page.has("1000 Mbit/s") && page.has("carries the data"))
        #expect(
            page.has("&lt;script&gt;switch") && page.has("ge-0/1 (to the roof)") && page.has("bridge, router (off)"))
        #expect(page.has("gives, on, pairs signal") && page.has("12.5 W") && page.has("S-24") && page.has("112"))
        #expect(page.has("Type 127 of 00-11-22, subtype 9") && page.has("a TLV of length 0") && page.has("20 voice"))
        #expect(
            page.has("Taken back at 2026-11-28 08:05:00 UTC") && page.has("ip link add &lt;x&gt;") && page.has("46"))
        #expect(page.has("wrong certificate") && page.has("a problem") && page.has("(passed over)") && page.has("2 h"))
        #expect(page.has("LAN2 has no link") && page.has("designated") && page.has("better root"))
        #expect(page.has("5\u{202f}000") && page.has("Zero: late collisions.") && page.has("Refused: bad checksum"))
        #expect(!page.has("<script>"))
    }

    @Test func `a site without link protocols says so`() async throws {
        let visitor = try ConsoleVisitor()
        visitor.api.answer("GET lan", #"{"neighbours":0,"ports":[],"problem":"no netlink","timers":{}}"#)
        for path in ["neighbours", "vlan", "dot1x", "dhcp", "statistics"] {
            visitor.api.answer("GET lan/\(path)", "[]")
        }
        visitor.api.answer("GET lan/rstp", #"{"isEnabled":false,"ports":[],"unmet":[]}"#)
        let page = try await visitor.look("/lan")
        #expect(page.has("No link protocol runs") && page.has("no netlink") && page.has("It is not watched."))
    }

    @Test func `each action asks the API for its interface`() async throws {
        let visitor = try visitor()
        for name in ["vlan-apply", "vlan-confirm", "vlan-roll-back", "log-on", "log-off", "clear"] {
            #expect(try await visitor.send("/lan/eth0/\(name)").place?.hasPrefix("/lan#") == true)
        }
        #expect(try await visitor.send("/lan/statistics/clear").place == "/lan#statistics")
        #expect(
            visitor.api.changes.map(\.call) == [
                "POST lan/vlan/apply?interface=eth0", "POST lan/vlan/confirm?interface=eth0",
                "POST lan/vlan/roll-back?interface=eth0", "POST lan/dot1x/logon?interface=eth0",
                "POST lan/dot1x/logoff?interface=eth0", "POST lan/statistics/clear?interface=eth0",
                "POST lan/statistics/clear",
            ])
    }

    @Test func `a gateway that is none is refused beside its field`() async throws {
        let visitor = try visitor()
        visitor.api.refuse("POST lan/gateway/accept?address=x%3C", "expected an address, got x", status: 400)
        let page = try await visitor.send("/lan/gateway/accept", ["address": "x<"])
        #expect(page.has("id=\"gateway-wrong\">expected an address, got x</p>") && page.has("value=\"x&lt;\""))
        #expect(try await visitor.send("/lan/gateway/accept", ["address": "10.0.0.1"]).place == "/lan")
    }

    @Test func `who may not change settings sees no actions`() async throws {
        let visitor = try visitor([.read])
        let page = try await visitor.look("/lan")
        #expect(
            !page.has("vlan-confirm") && !page.has("log-off") && !page.has("gateway/accept") && !page.has("clear\""))
        #expect(try await visitor.send("/lan/eth0/log-off").status == 403)
    }
}
