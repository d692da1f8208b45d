extension FaultCatalogue {
    /// Module `0x0007`, signalling by SIP.
    static let sip: [FaultDefinition] = [
        FaultDefinition(
            .sipNatDiscoverFailure, "sipNatDiscoverFailure", "SIP", .major,
            "NAT not found out",
            "The device could not find out what kind of address translation lies between it and the other side."),
        FaultDefinition(
            .sipOverloadDetected, "sipOverloadDetected", "SIP", .major,
            "SIP overloaded",
            "The SIP stack uses all of the memory that it allows itself for messages.",
            cause: """
                The limit is there against floods of messages that are meant to deny service; ordinary work stays \
                below it.
                """),
        FaultDefinition(
            .sipCoderSelectionFailure, "sipCoderSelectionFailure", "SIP", .major,
            "No coder chosen",
            "No speech coder could be chosen for a SIP call."),
        FaultDefinition(
            .sipMediaConfigFailure, "sipMediaConfigFailure", "SIP", .major,
            "Media not set up",
            "The media of a SIP call could not be configured."),
        FaultDefinition(
            .sipDnsFailed, "sipDnsFailed", "SIP", .major,
            "SIP name lookup failed",
            "A name that SIP needed could not be resolved by DNS."),
        FaultDefinition(
            .sipIntMediaNegotiationFailed, "sipIntMediaNegotiationFailed", "SIP", .major,
            "Media negotiation went wrong inside",
            "An internal error made the negotiation of media fail; most likely only one of the two people is heard."),
        FaultDefinition(
            .sipDnsFailedForRegistration, "sipDnsFailedForRegistration", "SIP", .major,
            "DNS does not work for SIP",
            "SIP gets no service from DNS."),
    ]
}

extension FaultCatalogue {
    /// Module `0x0008`, media named by a URL.
    static let webMedia: [FaultDefinition] = [
        FaultDefinition(
            .webmInvalidUrl, "webmInvalidUrl", "WebMedia", .major,
            "Media URL not valid",
            "The URL of a piece of media cannot be used."),
        FaultDefinition(
            .webmCoderMissingInUrl, "webmCoderMissingInUrl", "WebMedia", .major,
            "Media URL without a coder",
            "The URL of a piece of media does not say which coder is meant."),
    ]
}
