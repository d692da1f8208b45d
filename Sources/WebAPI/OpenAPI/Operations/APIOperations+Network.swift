import HTTPTypes
import Snapshot
import WebAccess

extension APIOperations {
    private static let interface = APIParameter.query(
        "interface", APIParameter.text, "An interface, or LAN1 or LAN2.")

    static let lan: [APIOperation] = [
        APIOperation(.get, "lan", "The LAN side at a glance.", answer: .json(LANView.self), group: "LAN"),
        APIOperation(
            .get, "lan/neighbours", "The neighbours that LLDP heard.", [interface],
            answer: .json([LANNeighbourView].self), refusals: [404], group: "LAN"),
        APIOperation(
            .get, "lan/statistics", "Counters of the links (manual 4.2.11).", [interface],
            answer: .json([LANStatisticsView].self), refusals: [404], group: "LAN"),
        APIOperation(
            .get, "lan/vlan", "The VLAN: what is decided, and how far it is in force.", [interface],
            answer: .json([VLANView].self), refusals: [404], group: "LAN"),
        APIOperation(
            .get, "lan/dot1x", "802.1X.", [interface], answer: .json([SupplicantView].self), refusals: [404],
            group: "LAN"),
        APIOperation(
            .get, "lan/dhcp", "DHCP.", [interface], answer: .json([DHCPView].self), refusals: [404], group: "LAN"),
        APIOperation(.get, "lan/rstp", "The spanning tree.", answer: .json(SpanningTreeView.self), group: "LAN"),
        action(
            "vlan/apply", "Does what the decision on the VLAN demands, now.",
            [
                interface, .flag("dry-run", "Says what would be done, and does nothing."),
            ], answer: .json(VLANView.self)),
        action("vlan/confirm", "Keeps a change of the VLAN that waits.", [interface], answer: .json(VLANView.self)),
        action(
            "vlan/roll-back", "Takes back a change of the VLAN that waits.", [interface], answer: .json(VLANView.self)),
        action("statistics/clear", "Sets the counters of the links to zero.", [interface], answer: .nothing),
        action(
            "gateway/accept", "Takes the MAC address that a gateway has now as the right one.",
            [
                APIParameter(
                    "address", .query, ["type": "string", "anyOf": [["format": "ipv4"], ["format": "ipv6"]]],
                    isRequired: true, "The gateway's address.")
            ], answer: .nothing),
        action("dot1x/logoff", "Leaves the authenticator.", [interface], answer: .nothing),
        action("dot1x/logon", "Begins authentication anew.", [interface], answer: .nothing),
    ]

    private static func action(
        _ path: String, _ summary: String, _ parameters: [APIParameter], answer: APIAnswer
    ) -> APIOperation {
        APIOperation(
            .post, "lan/" + path, summary, right: .settings, parameters, answer: answer,
            refusals: [403, 404, 409, 503],
            group: "LAN")
    }

    // MARK: Captures

    private static let captureParameters: [APIParameter] = [
        .query("interface", APIParameter.text, "The interface; trace for lines of the log alone."),
        .query("filter", APIParameter.text, "A filter in the words of libpcap."),
        .query("snap", APIParameter.integer(1...262_144), "Octets of each packet."),
        .query("count", APIParameter.integer(1...Int.max), "Packets after which it ends."),
        .query("promiscuous", APIParameter.integer(0...1, default: 0), "1 for packets for others, too."),
        .query("format", APIParameter.word(["pcap", "pcapng"], default: "pcap"), "The format of the file."),
        .query("nanoseconds", APIParameter.integer(0...1, default: 0), "1 for times in nanoseconds."),
    ]

    static let captures: [APIOperation] = [
        APIOperation(
            .get, "capture", "How capturing stands (manual 4.23.12).", answer: .json(CaptureView.self),
            group: "Captures"),
        APIOperation(
            .get, "capture/interfaces", "The interfaces that packets can be taken from.", right: .capture,
            answer: .json([CaptureInterfaceView].self), refusals: [403], group: "Captures"),
        APIOperation(
            .get, "capture/stream", "A capture as it comes, as long as somebody reads it.", right: .capture,
            captureParameters,
            answer: .content(.anyOf([.octets("application/vnd.tcpdump.pcap"), .octets("application/x-pcapng")])),
            refusals: [403, 404, 409, 422, 503], group: "Captures"),
        APIOperation(
            .post, "capture", "Begins a capture into a file on the agent's host.", right: .capture,
            body: .json(CaptureStart.self), answer: .created(.json(CaptureFileView.self), hasLocation: false),
            refusals: [403, 404, 409, 503], group: "Captures"),
        APIOperation(
            .delete, "capture/{id}", "Ends a capture.", right: .capture,
            [.path("id", "The capture's number.", APIParameter.integer(0...Int.max))], answer: .nothing,
            group: "Captures"),
    ]
}
