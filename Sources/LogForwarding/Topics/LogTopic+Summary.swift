public import Journal

extension LogTopic {
    /// What the topic is about, in a few words (manual 4.23.1).
    public var summary: String { Self.summaries[self] ?? "" }

    private static let summaries: [LogTopic: String] = [
        .tcp: "TCP connections of H.225 and H.245",
        .gatewayCalls: "calls through the gateway interface",
        .gatewayRouting: "calls that the gateway interface routes",
        .h323Registrations: "RAS registrations",
        .h323TCPRegistrations: "RAS registrations over TCP",
        .h323TLSRegistrations: "RAS registrations over TLS",
        .sipUDPRegistrations: "SIP registrations over UDP",
        .sipTCPRegistrations: "SIP registrations over TCP",
        .sipTLSRegistrations: "SIP registrations over TLS",
        .dectMaster: "calls, handovers and roles of the masters",
        .dectRadio: "radios and their synchronization",
        .dectStack: "the low layers of DECT, for support",
        .configChanges: "changes in the system, and who changed what in the agent",
        .radioBusy: "radios without a free channel for speech",
        .rejectedCertificates: "certificates that were rejected, and why",
        .agent: "the agent itself",
        .login: "attempts to log in",
        .device: "lines of devices that belong to no other topic",
        .lan: "the LAN: neighbours, the spanning tree, 802.1X, VLAN and leases",
        .alarms: "alarms and events",
    ]
}
