/// What the tables show of the agent's identity, and where its own modules stand.
public struct TableSettings: Sendable, Equatable {
    /// Whom the agent presents itself as.
    public enum Identity: Sendable, Equatable {
        /// Itself.
        case own
        /// One of the vendor's devices, for managers that know those.
        case vendor
    }

    /// The root of our modules.
    public var root: ModuleRoot
    /// What sysDescr says.
    public var identity: Identity
    /// What sysObjectID says: our product, or the vendor's enterprise.
    public var objectIdentity: Identity
    /// Whether the vendor's tree is served beside ours.
    public var servesVendorTree: Bool

    /// Makes settings.
    public init(
        root: ModuleRoot = .standard, identity: Identity = .own, objectIdentity: Identity = .own,
        servesVendorTree: Bool = true
    ) {
        self.root = root
        self.identity = identity
        self.objectIdentity = objectIdentity
        self.servesVendorTree = servesVendorTree
    }

    /// The value of sysObjectID.
    public var objectID: [UInt32] {
        objectIdentity == .own ? OwnTree(root).product : VendorTree.enterprise
    }
}
