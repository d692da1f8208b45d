/// The modules of the settings by what they are about.
enum SettingsTopics {
    private static let topics: [(name: String, prefixes: [String])] = [
        ("Network management (SNMP)", ["SNMP0"]), ("Faults and alarms", ["FAULT0", "ALARM0"]),
        ("Logs", ["LOG0", "JOURNAL0"]), ("Web server, console and accounts", ["HTTP0"]),
        ("Certificates and connections", ["TLS0", "HTTPCLIENT0"]),
        ("LAN", ["ETH", "LLDP", "VLAN", "DHCP", "UP", "EAP", "RSTP"]),
        ("Watched devices", ["FEED0"]), ("Measuring", ["HISTORY0", "HOST0", "PING0", "ADVICE0", "REMOTEWRITE0"]),
        ("Captures and reports", ["PCAP0", "REPORT0"]), ("The site", ["SIM0"]),
    ]
    private static let others = "Other"

    /// The modules in groups, as templates show them; groups without any are left out.
    static func grouped(_ modules: [PageValue]) -> PageValue {
        var groups: [(name: String, modules: [PageValue])] = (topics.map(\.name) + [others]).map { ($0, []) }
        for module in modules {
            let name = module["name"].text ?? ""
            let place = topics.firstIndex { topic in topic.prefixes.contains { name.hasPrefix($0) } }
            groups[place ?? topics.count].modules.append(module)
        }
        return .list(
            groups.filter { !$0.modules.isEmpty }.map { ["name": .text($0.name), "modules": .list($0.modules)] })
    }
}
