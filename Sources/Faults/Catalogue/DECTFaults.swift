extension FaultCatalogue {
    /// Modules `0x0014` and `0x0015`, DECT: radios, encryption on the air, and lines of an IPBL.
    static let dect: [FaultDefinition] = [
        FaultDefinition(
            .rfpBusyForSpeech, "rfpBusyForSpeech", "Dect", .indeterminate, on: .ipbs, kind: .event,
            "Radio busy",
            "The base station carries as many calls at once as it can, and cannot take another one."),
        FaultDefinition(
            .dectDefEncKeyTimeout, "dectDefEncKeyTimeout", "Dect", .indeterminate, on: .withRadios,
            "No key in time for early encryption",
            """
            The key for early encryption came too late. With a local Mobility Master that still happens at the first \
            location registration, when the key comes from the home Master, but not at the next one.
            """,
            cause: "The network takes too long to the home Master.",
            remedy: "Set up a Mobility Master close to the radios."),
        FaultDefinition(
            .dectCipherTimeout, "dectCipherTimeout", "Dect", .major, on: .withRadios,
            "Call cut off for want of encryption",
            "A call was disconnected by force.",
            cause: "Encryption is disabled in the radio."),
        FaultDefinition(
            .dectMasterConnectionTimeout, "dectMasterConnectionTimeout", "Dect", .major, on: .withRadios,
            "Master does not answer in time",
            "A timer of the signalling between radio and Master ran out.",
            cause: "The network between the two may be at fault."),
        FaultDefinition(
            .dectRfpiCollision, "dectRfpiCollision", "Dect", .critical,
            "Two radios with one RFPI",
            "A PARI Master found at its restart that radios are defined with one and the same RFPI."),
        FaultDefinition(
            .sysBusyForSpeech, "sysBusyForSpeech", "CLU", .indeterminate, on: .ipbl, kind: .event,
            "Gateway busy",
            "All resources for speech of the gateway are in use."),
    ]
}
