extension FaultDefinition {
    /// Makes a definition as the files of the catalogue write it: what the fault is, how bad, and what it means.
    ///
    /// Faults are `.both` unless the manual's text calls them an alarm or an event. Texts are at most 255 octets long,
    /// because that is what a manager can read of them.
    init(
        _ code: FaultCode, _ label: String, _ module: String, _ severity: FaultSeverity,
        on families: DeviceFamilies = .all, kind: FaultKind = .both, _ title: String, _ summary: String,
        cause: String? = nil, remedy: String? = nil
    ) {
        self.init(
            code: code, label: label, module: module, title: title, summary: summary, families: families,
            severity: severity, kind: kind, cause: cause, remedy: remedy)
    }
}
