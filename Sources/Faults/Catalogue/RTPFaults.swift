extension FaultCatalogue {
    /// Module `0x0005`, the transport of speech.
    static let rtp: [FaultDefinition] = [
        FaultDefinition(
            .rtpNoMediaDataReceived, "rtpNoMediaDataReceived", "RTP", .major, on: .withRadios,
            "No speech data arrives",
            "A call is connected, but not one RTP packet came from the other side.",
            cause: """
                The other side may have been given a private address that NAT does not let through, or the two sides \
                did not agree on the media when the call was set up.
                """),
        FaultDefinition(
            .rtpExcessiveLossOfData, "rtpExcessiveLossOfData", "RTP", .major, on: .withRadios, kind: .event,
            "Much speech data lost",
            "More than 3 % of the RTP packets that should have come within 10 seconds did not.",
            cause: "The network loses packets.",
            remedy: "Look at the addresses between which the media went, and at what kind of devices they belong to."),
        FaultDefinition(
            .rtpWrongPayloadTypeReceived, "rtpWrongPayloadTypeReceived", "RTP", .major, on: .withRadios,
            "Speech data of the wrong type",
            "The payload type in RTP packets from an endpoint is not the one agreed upon.",
            cause: "The endpoint, such as another exchange, may negotiate media in a way that does not fit this device."
        ),
        FaultDefinition(
            .rtpStunFailure, "rtpStunFailure", "RTP", .major, on: .withRadios,
            "STUN failed",
            "The device could not find out by STUN how its media address looks from outside."),
        FaultDefinition(
            .rtpSrtpAuthFailure, "rtpSrtpAuthFailure", "RTP", .major, on: .withRadios,
            "SRTP not authentic",
            "Encrypted media arrived whose authentication does not fit."),
        FaultDefinition(
            .rtpSrtcpAuthFailure, "rtpSrtcpAuthFailure", "RTP", .major, on: .withRadios,
            "SRTCP not authentic",
            "Encrypted control data of a media stream arrived whose authentication does not fit."),
        FaultDefinition(
            .rtpIceFailure, "rtpIceFailure", "RTP", .major,
            "ICE failed",
            "The two sides of a call found no pair of addresses over which media can flow by ICE."),
        FaultDefinition(
            .rtpDtlsFailed, "rtpDtlsFailed", "RTP", .major,
            "DTLS failed",
            "The two sides of a call could not agree on keys for their media by DTLS."),
    ]
}
