/// The pages in the order in which the menu shows them.
enum Navigation {
    private struct Entry {
        var path: String
        var name: String
        var right = "read"
    }

    private static let entries: [(group: String, pages: [Entry])] = [
        (
            "System",
            [
                Entry(path: "/", name: "Overview"), Entry(path: "/active-alarms", name: "Alarms"),
                Entry(path: "/events", name: "Events"), Entry(path: "/faults", name: "Fault codes"),
            ]
        ),
        (
            "Devices",
            [
                Entry(path: "/radios", name: "Radios"), Entry(path: "/devices", name: "Watched devices"),
                Entry(path: "/sync", name: "Air sync"),
                Entry(path: "/ipbl", name: "Sync ring and RFPs"), Entry(path: "/traffic", name: "Traffic and calls"),
                Entry(path: "/performance", name: "Performance"),
            ]
        ),
        (
            "Network",
            [
                Entry(path: "/lan", name: "LAN"), Entry(path: "/ping", name: "Ping and traceroute"),
                Entry(path: "/captures", name: "Captures"),
            ]
        ),
        (
            "Services",
            [
                Entry(path: "/logs", name: "Logs"), Entry(path: "/forwarding", name: "Forwarding"),
                Entry(path: "/snmp", name: "SNMP"), Entry(path: "/certificates", name: "TLS and certificates"),
            ]
        ),
        (
            "Administration",
            [
                Entry(path: "/settings", name: "Settings"), Entry(path: "/backup", name: "Backup and restore"),
                Entry(path: "/reports", name: "Service report", right: "report"),
                Entry(path: "/users", name: "Users", right: "accounts"),
            ]
        ),
    ]

    /// The groups that a viewer may see; the entry of the page at `path`, or of what is above it, is marked.
    static func groups(for viewer: Viewer, at path: String) -> PageValue {
        let groups = entries.compactMap { group -> PageValue? in
            let pages = group.pages.filter { viewer.may($0.right) }.map { entry -> PageValue in
                let isCurrent = entry.path == path || (entry.path != "/" && path.hasPrefix(entry.path + "/"))
                return ["path": .text(entry.path), "name": .text(entry.name), "isCurrent": .flag(isCurrent)]
            }
            return pages.isEmpty ? nil : ["name": .text(group.group), "pages": .list(pages)]
        }
        return .list(groups)
    }
}
