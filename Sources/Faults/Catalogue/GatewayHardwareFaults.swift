extension FaultCatalogue {
    /// Module `0x000f`, the surroundings of an IPBL.
    static let environment: [FaultDefinition] = [
        FaultDefinition(
            .envHighTemperature, "envHighTemperature", "TAM", .critical, on: .ipbl,
            "Too hot",
            "The temperature in the gateway is high."),
        FaultDefinition(
            .envHighPowerConsumption, "envHighPowerConsumption", "TAM", .critical, on: .ipbl,
            "Too much power drawn",
            "The power that the gateway consumes is high."),
        FaultDefinition(
            .envSupplyVoltageLow, "envSupplyVoltageLow", "TAM", .critical, on: .ipbl,
            "Supply voltage too low",
            "The voltage that the gateway is supplied with is low."),
        FaultDefinition(
            .envSupplyVoltageHigh, "envSupplyVoltageHigh", "TAM", .critical, on: .ipbl,
            "Supply voltage too high",
            "The voltage that the gateway is supplied with is high."),
        FaultDefinition(
            .envFanFailure, "envFanFailure", "TAM", .major, on: .ipbl,
            "Fan failed",
            "A fan of the gateway does not work."),
    ]

    /// Module `0x0010`, the ring of cables that keeps several IPBL in sync.
    static let syncRing: [FaultDefinition] = [
        FaultDefinition(
            .syncRingBroken, "syncRingBroken", "Sync", .major, on: .ipbl,
            "Sync ring broken",
            "The ring that carries the sync from gateway to gateway is open somewhere."),
        FaultDefinition(
            .syncRefSignalLost, "syncRefSignalLost", "Sync", .major, on: .ipbl,
            "Reference signal lost",
            "The signal that the gateway takes its reference from does not arrive."),
        FaultDefinition(
            .syncLost, "syncLost", "Sync", .major, on: .ipbl,
            "Sync lost",
            "The gateway is not synchronized."),
        FaultDefinition(
            .syncUnsynchronizedToReference, "syncUnsynchronizedToReference", "Sync", .major, on: .ipbl,
            "Not in sync with the reference",
            "The gateway's sync does not follow its reference."),
    ]
}
