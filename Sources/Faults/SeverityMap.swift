/// How serious each fault is to the operator (manual 4.8.6). It changes what is sent, never what is kept.
public struct SeverityMap: Hashable, Sendable {
    /// The codes whose seriousness is not what their severity stands for.
    public private(set) var overrides: [FaultCode: Seriousness] = [:]

    /// Makes a map without overrides.
    public init() {}

    /// How serious a fault is.
    public func seriousness(of code: FaultCode) -> Seriousness {
        overrides[code] ?? Self.standard(code)
    }

    /// Changes how serious a fault is. What its severity stands for is no override.
    public mutating func set(_ seriousness: Seriousness?, for code: FaultCode) {
        overrides[code] = seriousness == Self.standard(code) ? nil : seriousness
    }

    private static func standard(_ code: FaultCode) -> Seriousness {
        (FaultCatalogue.definition(of: code)?.severity ?? .indeterminate).seriousness
    }
}
