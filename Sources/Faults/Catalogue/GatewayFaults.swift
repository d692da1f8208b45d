extension FaultCatalogue {
    /// Module `0x0001`, the gateway between the system and other exchanges.
    static let gateway: [FaultDefinition] = [
        FaultDefinition(
            .gwInterfaceDown, "gwInterfaceDown", "Gateway", .major, kind: .alarm,
            "Physical interface down",
            "A physical interface that should be up by its configuration is down."),
        FaultDefinition(
            .gwRegistrationDown, "gwRegistrationDown", "Gateway", .major, kind: .alarm,
            "Outgoing registration down",
            "The gateway lost a registration that it is configured to keep with another system."),
        FaultDefinition(
            .gwProtocolError, "gwProtocolError", "Gateway", .major,
            "Call cleared for a protocol error",
            "The other side cleared a call and gave a protocol error as its cause.",
            cause: "The equipment at the other end may not work together with the gateway."),
    ]
}
