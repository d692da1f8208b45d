/// The object identifier below which the agent's own MIB modules stand.
///
/// A site that has an enterprise number chooses an arc of its own below it; without one the modules stand below
/// netSnmpPlaypen, which NET-SNMP-MIB keeps for use within one organization.
public struct ModuleRoot: Hashable, Sendable {
    /// The sub-identifiers, 7 to 10 of them, beginning with those of `enterprises`.
    public let arcs: [UInt32]

    /// netSnmpPlaypen, 1.3.6.1.4.1.8072.9999.9999.
    public static let standard = ModuleRoot(trusted: [1, 3, 6, 1, 4, 1, 8072, 9999, 9999])

    /// The sub-identifiers of `enterprises` (RFC 2578 2).
    static let enterprises: [UInt32] = [1, 3, 6, 1, 4, 1]

    /// More would leave too little of a notification for its text.
    static let maximumCount = 10

    private init(trusted arcs: [UInt32]) {
        self.arcs = arcs
    }

    /// Makes a root from its sub-identifiers. Throws when it is not below `enterprises`, longer than 10 or has a
    /// sub-identifier of zero behind `enterprises`.
    public init(_ arcs: [UInt32]) throws(ModuleRootError) {
        guard arcs.starts(with: Self.enterprises), arcs.count > Self.enterprises.count else {
            throw .notBelowEnterprises
        }
        guard arcs.count <= Self.maximumCount else { throw .tooLong }
        guard !arcs.dropFirst(Self.enterprises.count).contains(0) else { throw .zero }
        self.arcs = arcs
    }

    /// Makes a root from dotted decimal text, with or without a dot in front.
    public init(_ text: some StringProtocol) throws(ModuleRootError) {
        let digits = text.hasPrefix(".") ? text.dropFirst() : text[...]
        var arcs: [UInt32] = []
        for part in digits.split(separator: ".", omittingEmptySubsequences: false) {
            guard let arc = UInt32(part), part.first?.isNumber == true else { throw .notAnIdentifier(String(text)) }
            arcs.append(arc)
        }
        try self.init(arcs)
    }
}

extension ModuleRoot: CustomStringConvertible {
    /// The root in dotted decimal.
    public var description: String {
        arcs.map(String.init).joined(separator: ".")
    }
}

/// Why an object identifier cannot be the root of the agent's modules.
public enum ModuleRootError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text is not an object identifier.
    case notAnIdentifier(String)
    /// The root is not below `enterprises`.
    case notBelowEnterprises
    /// The root has more than 10 sub-identifiers.
    case tooLong
    /// A sub-identifier is zero, which MIB compilers refuse.
    case zero

    /// The text for people.
    public var description: String {
        switch self {
        case .notAnIdentifier(let text):
            "expected an object identifier such as 1.3.6.1.4.1.8072.9999.9999, not “\(text)”"
        case .notBelowEnterprises:
            "expected a root below an enterprise number, 1.3.6.1.4.1.N"
        case .tooLong:
            "expected a root of at most \(ModuleRoot.maximumCount) sub-identifiers"
        case .zero:
            "expected a root without a sub-identifier of zero"
        }
    }
}
