extension FaultCatalogue {
    /// Module `0x0003`, the master roles: users, radios, Master, Mobility Master, Crypto Master.
    static let masters: [FaultDefinition] = usersAndRadio + master + mobilityMaster + cryptoMaster

    private static let usersAndRadio: [FaultDefinition] = [
        FaultDefinition(
            .usersTheLdapReplicatorIsNotConnected, "usersTheLdapReplicatorIsNotConnected", "Users", .major,
            "LDAP replicator not connected",
            "The replicator, which brings users from an LDAP server, has no connection to that server."),
        FaultDefinition(
            .radioCpuResourcesAreNotAvailable, "radioCpuResourcesAreNotAvailable", "Radio", .indeterminate,
            on: .withRadios,
            "No processor time left",
            "The radio has no processor resources to spare."),
    ]

    private static let master: [FaultDefinition] = [
        FaultDefinition(
            .masterStandbyActive, "masterStandbyActive", "Master", .major,
            "Standby Master took over",
            "The standby Master serves the system in place of the Master that it stands by for."),
        FaultDefinition(
            .masterUserRegistrationDown, "masterUserRegistrationDown", "Master", .major,
            "User registration failed",
            "The Master could not register a user."),
        FaultDefinition(
            .masterEmergencyRegistrationDown, "masterEmergencyRegistrationDown", "Master", .major,
            "Emergency registration down",
            "The registration of the Master that serves emergencies does not stand."),
        FaultDefinition(
            .masterRadioRegistrationDown, "masterRadioRegistrationDown", "Master", .major,
            "Connection to a radio lost",
            "A radio that was registered at the Master no longer has a connection to it."),
        FaultDefinition(
            .masterPrimaryOrRedundantTrunkIsDown, "masterPrimaryOrRedundantTrunkIsDown", "Master", .major,
            "Primary or redundant trunk down",
            "One of the two trunks of the Master, the primary or the redundant one, is down."),
        FaultDefinition(
            .masterActive, "masterActive", "Master", .indeterminate, kind: .event,
            "Mirror became active",
            "A Master in mirror mode has begun to serve."),
        FaultDefinition(
            .masterInactive, "masterInactive", "Master", .indeterminate, kind: .event,
            "Mirror became inactive",
            "A Master in mirror mode no longer serves."),
        FaultDefinition(
            .masterLimitStaticRadiosReached, "masterLimitStaticRadiosReached", "Master", .major, kind: .alarm,
            "List of radios full",
            """
            The Master's list has as many radios as it can hold: 2100 on an IPBS or IPBL, 4000 on an IPVM. It is over \
            when the list is shorter again.
            """),
        FaultDefinition(
            .masterAbnormalCallRelease, "masterAbnormalCallRelease", "Master", .indeterminate, kind: .event,
            "Call ended abnormally",
            "A call came to an end in a way that it normally does not."),
        FaultDefinition(
            .masterLicenseLimitExceeded, "masterLicenseLimitExceeded", "Master", .major, kind: .event,
            "No license left",
            "A device asked for a Microsoft Teams license when all of them were taken."),
    ]

    private static let mobilityMaster: [FaultDefinition] = [
        FaultDefinition(
            .mobmInboundMobmRegistrationDown, "mobmInboundMobmRegistrationDown", "Mobility Master", .major,
            "Connection from another Mobility Master lost",
            "A Mobility Master that was connected to this one is connected no longer."),
        FaultDefinition(
            .mobmOutboundMobmRegistrationDown, "mobmOutboundMobmRegistrationDown", "Mobility Master", .major,
            "Other Mobility Master not reached",
            "This Mobility Master does not get a connection to another one."),
        FaultDefinition(
            .mobmMasterRegistrationDown, "mobmMasterRegistrationDown", "Mobility Master", .major,
            "Mobility Master lost a Master",
            "A Master that was connected to the Mobility Master is connected no longer."),
        FaultDefinition(
            .mobmStandbyActive, "mobmStandbyActive", "Mobility Master", .major,
            "Standby Mobility Master took over",
            "The standby Mobility Master serves in place of the one that it stands by for."),
    ]

    private static let cryptoMaster: [FaultDefinition] = [
        FaultDefinition(
            .cmInboundMobmRegistrationDown, "cmInboundMobmRegistrationDown", "Crypto Master", .major,
            "Crypto Master lost a Mobility Master",
            "A Mobility Master that was connected to the Crypto Master is connected no longer.")
    ]
}
