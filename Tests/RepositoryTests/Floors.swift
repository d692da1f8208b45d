/// The floors of ARCHITECTURE.md. A target imports only from floors below its own, or what stands before it on its own.
enum Floors {
    /// The targets of each floor, from the ground up, in the order in which they may import each other.
    static let table: [[String]] = [
        ["CLinux", "COpenSSL", "CNetSNMP", "CPcap", "CZlib"],
        [
            "NetworkValues", "Faults", "IPDECTCore", "SNMPProtocol", "LogProtocols", "CaptureFormats", "LinkProtocols",
            "DeviceProtocols",
        ],
        ["Threads", "Waking", "Sockets", "Settings", "Journal", "Snapshot", "History", "TLSKit", "WebClient"],
        [
            "SNMPAgent", "DeviceFeeds", "Performance", "LogForwarding", "LogRelay", "AlarmForwarding", "PacketCapture",
            "LinkLayer", "WebAccess",
        ],
        ["Exposition", "ServiceReport", "WebServer", "WebAPI", "WebConsole"],
        ["AgentRuntime", "ipdect-agent"],
    ]

    /// The floor whose targets do no I/O, know no clock and no Foundation.
    static let pure = 1

    /// Every target from the ground up.
    static var order: [String] { table.flatMap(\.self) }
}
