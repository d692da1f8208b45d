extension FaultCatalogue {
    /// Module `0x000e`, radio fixed parts: those on the ports of an IPBL, and those inside a base station.
    static let radioFixedParts: [FaultDefinition] = wiredParts + baseStations

    private static let wiredParts: [FaultDefinition] = [
        FaultDefinition(
            .rfpDisconnected, "rfpDisconnected", "TAM", .major, on: .ipbl,
            "RFP disconnected",
            "A port of the gateway has no connection to its radio fixed part."),
        FaultDefinition(
            .rfpMalfunctioning, "rfpMalfunctioning", "TAM", .major, on: .ipbl,
            "RFP does not work properly",
            "A radio fixed part at a port of the gateway malfunctions."),
        FaultDefinition(
            .rfpDisabled, "rfpDisabled", "TAM", .major, on: .ipbl,
            "RFP disabled",
            "A radio fixed part at a port of the gateway is switched off."),
        FaultDefinition(
            .rfpSwDlFailed, "rfpSwDlFailed", "Dwl", .major, on: .ipbl,
            "RFP did not get its software",
            "The software of a radio fixed part at a port of the gateway could not be loaded into it."),
    ]

    private static let baseStations: [FaultDefinition] = [
        FaultDefinition(
            .rfpUnsynchronized, "rfpUnsynchronized", "RFPInit", .major, on: .ipbs,
            "Base station not in sync",
            "The base station is not synchronized with the others over the air.",
            cause: """
                For nine minutes nothing was heard of the RFPI that it takes its sync from, or it does not agree with \
                the others on one of these: the scan carrier (PSCN), the multiframe number, the slot number.
                """),
        FaultDefinition(
            .rfpAlienSyncLost, "rfpAlienSyncLost", "RFPInit", .major, on: .ipbs,
            "Sync with the reference system lost",
            "The sync master no longer follows the reference system that it takes its timing from.",
            remedy: """
                Let the sync master synchronize to its reference anew, by hand or at a time that is set for it. Calls \
                in the region are cut off when it does.
                """),
        FaultDefinition(
            .rfpDetectedSysidCollision, "rfpDetectedSysidCollision", "RFPInit", .major, on: .ipbs,
            "Foreign system with the same system ID",
            "The base station hears another DECT system that has the same system ID as its own."),
        FaultDefinition(
            .rfpSyncMasterFailedToResynchronizeToReference, "rfpSyncMasterFailedToResynchronizeToReference",
            "RFPInit", .major, on: .ipbs,
            "Sync master did not get back to its reference",
            "The sync master tried to synchronize to its reference anew and did not succeed."),
        FaultDefinition(
            .rfpRestarted, "rfpRestarted", "RFP", .major, on: .ipbs,
            "RFP restarted",
            "The burst mode controller, which runs the radio of the base station, started again."),
    ]
}
