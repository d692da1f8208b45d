/// A part of the tree that is registered with a master.
public struct AgentXSubtree: Hashable, Sendable {
    /// Its name in the settings, such as `own`, or its identifier.
    public var title: String
    /// Its identifier.
    public var arcs: [UInt32]

    /// Names for the subtrees that the agent serves on its own.
    public enum Known: String, CaseIterable, Sendable {
        /// Our modules.
        case own
        /// The vendor's tree.
        case vendor
        /// LLDP-MIB.
        case lldp
        /// IEEE8021-PAE-MIB.
        case pae
    }

    /// The identifier in dotted decimal.
    public var name: String { arcs.map(String.init).joined(separator: ".") }

    /// Reads a subtree: a known name, or an identifier of 2 to 32 sub-identifiers. `nil` when it is neither.
    public init?(_ text: String, tables: TableSettings) {
        title = text
        if let known = Known(rawValue: text) {
            arcs = Self.arcs(known, tables)
            return
        }
        let digits = text.hasPrefix(".") ? text.dropFirst() : text[...]
        arcs = []
        for part in digits.split(separator: ".", omittingEmptySubsequences: false) {
            guard let arc = UInt32(part), part.first?.isNumber == true else { return nil }
            arcs.append(arc)
        }
        guard (2...32).contains(arcs.count), arcs[0] <= 2 else { return nil }
        title = name
    }

    private static func arcs(_ known: Known, _ tables: TableSettings) -> [UInt32] {
        switch known {
        case .own: tables.root.arcs
        case .vendor: VendorTree.enterprise
        case .lldp: LLDPTree.root
        case .pae: [1, 0, 8802, 1, 1, 1]
        }
    }

    /// The subtrees that these texts name, by ascending identifiers. The vendor's is left out when it is not served.
    static func subtrees(_ texts: [String], tables: TableSettings) -> [AgentXSubtree] {
        texts.filter { $0 != Known.vendor.rawValue || tables.servesVendorTree }
            .compactMap { AgentXSubtree($0, tables: tables) }
            .sorted { $0.arcs.lexicographicallyPrecedes($1.arcs) }
    }
}
