extension FaultCatalogue {
    /// Modules `0x000b` and `0x0012`, the device as a whole.
    static let device: [FaultDefinition] = [
        FaultDefinition(
            .cmdRestart, "cmdRestart", "Cmd", .major, kind: .event,
            "Restarted unexpectedly",
            "The device restarted without a command to do so. It says so 60 seconds after the restart.",
            cause: "The watchdog or a trap of the processor stopped it, its reset button was pressed, or it lost power."
        ),
        FaultDefinition(
            .boxMemoryLow, "boxMemoryLow", "box", .critical,
            "Memory nearly used up",
            "More than 85 % of the device's memory is in use."),
    ]

    /// Module `0x0021`, updates of the device from a server.
    static let update: [FaultDefinition] = [
        FaultDefinition(
            .updateScriptGetFailed, "updateScriptGetFailed", "UP", .major,
            "Update script not fetched",
            "The device could not read its script of commands from the update server."),
        FaultDefinition(
            .bootGetFailed, "bootGetFailed", "UP", .major,
            "Boot code not fetched",
            "The device could not get its boot code from the update server."),
        FaultDefinition(
            .firmwareGetFailed, "firmwareGetFailed", "UP", .major,
            "Firmware not fetched",
            "The device could not get its firmware from the update server."),
        FaultDefinition(
            .configGetFailed, "configGetFailed", "UP", .major,
            "Configuration not fetched",
            "The device could not get its configuration from the update server."),
        FaultDefinition(
            .configPutFailed, "configPutFailed", "UP", .major,
            "Configuration not stored",
            "The device could not send its configuration to the update server."),
    ]
}
