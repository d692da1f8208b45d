extension FaultCatalogue {
    /// Module `0x001a`, the connection to a Unite system.
    static let unite: [FaultDefinition] = [
        FaultDefinition(
            .uniteCommunicationFailure, "uniteCommunicationFailure", "Unite", .indeterminate,
            "Unite not reached",
            "A block of communication could not be handed over to Unite.",
            remedy: "See that the address of Unite is the right one."),
        FaultDefinition(
            .uniteWebSocketConnectionDown, "uniteWebSocketConnectionDown", "Unite", .major,
            "WebSocket to Unite down",
            "The WebSocket connection to Unite does not stand."),
        FaultDefinition(
            .uniteIncompatibleHeartbeat, "uniteIncompatibleHeartbeat", "Unite", .indeterminate,
            "Heartbeat does not fit",
            "The heartbeats of the device and of Unite are not compatible."),
        FaultDefinition(
            .cuniteCommunicationFailure, "cuniteCommunicationFailure", "CUnite", .indeterminate,
            "Compact Unite not reached",
            "A block of communication could not be handed over by Compact Unite."),
    ]
}
