/// Why a VLAN cannot be planned.
public enum VLANPlanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A link that is not there.
    case noLink(String)
    /// The link is switched off; no VLAN link can be switched on above it.
    case linkIsDown(String)
    /// The link is one of a VLAN itself.
    case linkIsVLAN(String, UInt16)
    /// The link belongs to a bridge or a bond, where addresses stand.
    case linkHasMaster(String)
    /// Something else has the name that the VLAN link should get.
    case nameTaken(String, kind: String)
    /// More addresses or routes than are moved at once.
    case tooMuch(limit: Int, found: Int)

    /// What was expected and what was found.
    public var description: String {
        switch self {
        case .noLink(let name): "expected a link \(name), found none"
        case .linkIsDown(let name): "expected \(name) to be switched on, found it off"
        case .linkIsVLAN(let name, let vlan): "expected a link without a VLAN, found \(name) in VLAN \(vlan)"
        case .linkHasMaster(let name): "expected a link on its own, found \(name) in a bridge or a bond"
        case .nameTaken(let name, let kind):
            "expected the name \(name) to be free or that of the VLAN, found a link of kind \(kind.isEmpty ? "hardware" : kind)"
        case .tooMuch(let limit, let found): "expected at most \(limit) addresses and routes to move, found \(found)"
        }
    }
}
