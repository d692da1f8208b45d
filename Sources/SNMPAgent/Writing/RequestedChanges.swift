/// What one variable binding of a SET asks for.
enum RequestedChange: Hashable, Sendable {
    /// What the writer changes.
    case managed(ManagedChange)
    /// That snmpSetSerialNo still has this value.
    case serialNumber(Int32)
}

/// What a whole SET asks for, with the places of its variable bindings.
struct RequestedChanges: Sendable {
    /// What the writer changes.
    var changes: [NumberedChange] = []
    /// The value that snmpSetSerialNo must still have, and the number of its variable binding.
    var serialNumber: (value: Int32, index: Int)?

    /// How many objects are set.
    var count: Int { changes.count + (serialNumber == nil ? 0 : 1) }

    mutating func append(_ change: RequestedChange, at index: Int) {
        switch change {
        case .managed(let change): changes.append(NumberedChange(index: index, change: change))
        case .serialNumber(let value): serialNumber = (value, index)
        }
    }
}
