extension FaultCatalogue {
    /// Module `0x0006`, signalling by H.323.
    static let h323: [FaultDefinition] = [
        FaultDefinition(
            .h323UnexpectedMessageReceived, "h323UnexpectedMessageReceived", "H323", .major,
            "Unexpected H.323 message",
            "A message came that the protocol does not allow in the state that the call is in.",
            cause: "The network may disturb the exchange, or the other equipment may not be compatible."),
        FaultDefinition(
            .h323StatusEnquiry, "h323StatusEnquiry", "H323", .major,
            "Status asked for",
            "A status inquiry took place on the signalling of a call."),
        FaultDefinition(
            .h323SignalingTCPFailed, "h323SignalingTCPFailed", "H323", .major,
            "No H.323 connection",
            "The TCP connection for the signalling could not be opened.",
            cause: "As a rule, the address of the destination cannot be reached.",
            remedy: "See whether the network lets the two devices reach each other."),
        FaultDefinition(
            .h323SignalingTimeout, "h323SignalingTimeout", "H323", .major,
            "No H.323 answer in time",
            "A timer of the signalling ran out before the expected answer came.",
            cause: "The network may be at fault, or the two devices may not work together."),
        FaultDefinition(
            .h323SrtpKeyMismatch, "h323SrtpKeyMismatch", "H323", .major,
            "SRTP keys do not fit",
            "The signalling of a call was given up because the formats of the two sides' SRTP keys differ."),
        FaultDefinition(
            .h323MediaIncompatible, "h323MediaIncompatible", "H323", .major,
            "Media do not fit",
            "The two sides of an H.323 call have no kind of media in common."),
    ]
}
