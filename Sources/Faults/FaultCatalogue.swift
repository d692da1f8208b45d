/// The fault codes of manual 6.2. What is known of each stands in `Catalogue/`, a file for each module of codes.
public enum FaultCatalogue {
    /// All 152 definitions, by ascending code.
    public static let all: [FaultDefinition] = modules.flatMap(\.self).sorted { $0.code < $1.code }

    private static let byCode: [FaultCode: FaultDefinition] =
        Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    /// The definition of a code; `nil` for one that the manual does not name.
    public static func definition(of code: FaultCode) -> FaultDefinition? { byCode[code] }

    private static let modules: [[FaultDefinition]] = [
        gateway, masters, rtp, h323, sip, webMedia, device, tlsLocal, tlsPeer, authentication, radioFixedParts,
        environment, syncRing, ip, dect, unite, update,
    ]
}
