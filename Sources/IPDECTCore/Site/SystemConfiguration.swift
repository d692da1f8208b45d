/// What identifies the system.
public struct SystemConfiguration: Hashable, Sendable {
    /// The system ID, 1 to 296 (manual 4.6.34).
    public var systemID: SystemID
    /// The secondary access rights identities, the system's own first, at most 10 (manual 4.6.35).
    public var saris: [SARI]
    /// The model of the device with the PARI Master's role; sets how many radios fit.
    public var pariMasterModel: DeviceModel
    /// Whether the inputs come from a simulation.
    public var isSimulated: Bool
    /// The system's name.
    public var name: String

    /// Makes a configuration.
    public init(systemID: SystemID, saris: [SARI], pariMasterModel: DeviceModel, isSimulated: Bool, name: String) {
        self.systemID = systemID
        self.saris = saris
        self.pariMasterModel = pariMasterModel
        self.isSimulated = isSimulated
        self.name = name
    }
}
