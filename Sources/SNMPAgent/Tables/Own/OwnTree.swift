/// Where the objects of our modules stand (IPDECT-ROOT-MIB): root, modules(2), module, objects(1).
struct OwnTree: Sendable {
    /// Our modules, by their arc below ipdectModules.
    enum Module: UInt32 {
        case system = 1
        case sync = 2
        case traffic = 3
        case alarm = 4
        case target = 5
        case performance = 6
        /// What is served of modules that are not ours.
        case capabilities = 7
    }

    /// The root of all modules.
    let root: [UInt32]

    init(_ root: ModuleRoot) {
        self.root = root.arcs
    }

    /// The value of sysObjectID for the agent.
    var product: [UInt32] { root + [1, 1] }

    /// The module's own identifier.
    func identity(_ module: Module) -> [UInt32] { root + [2, module.rawValue] }

    /// The arc of the module's objects.
    func objects(_ module: Module) -> [UInt32] { identity(module) + [1] }

    /// The arc of the module's notifications.
    func notifications(_ module: Module) -> [UInt32] { identity(module) + [0] }

    /// The layout of table `number` of a module, with the columns that can be read.
    func table<Column: CaseIterable & RawRepresentable<UInt32>>(
        _ module: Module, _ number: UInt32, _ columns: Column.Type
    ) -> TableLayout {
        TableLayout(entry: objects(module) + [number, 1], columns: columns.allCases.map(\.rawValue))
    }

    /// The layout of scalars below arc `number` of a module.
    func scalars<Column: CaseIterable & RawRepresentable<UInt32>>(
        _ module: Module, _ number: UInt32, _ columns: Column.Type
    ) -> TableLayout {
        TableLayout(entry: objects(module) + [number], columns: columns.allCases.map(\.rawValue))
    }
}
