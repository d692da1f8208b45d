import DeviceProtocols

/// How the values of some names are asked for, whatever their number and whatever the device can stand: in groups, in
/// smaller ones after tooBig, and without what a device of version 1 does not have.
struct SNMPGetPlan {
    private let names: [[UInt32]]
    private var values: [SNMPValue?]
    private var groups: [[Int]]

    /// Names that are asked for at once; what carries 24 numbers fits into any device's answer.
    static let groupLimit = 24

    init(_ names: [[UInt32]]) {
        self.names = names
        values = Array(repeating: nil, count: names.count)
        groups = stride(from: 0, to: names.count, by: Self.groupLimit).map {
            Array($0..<min($0 + Self.groupLimit, names.count))
        }
    }

    /// The names to ask for next; `nil` when all is known.
    var question: SNMPQuestion? {
        groups.first.map { group in SNMPQuestion(kind: .get, names: group.map { names[$0] }) }
    }

    /// The variables, in the order of the names.
    var variables: [SNMPVariable] {
        zip(names, values).map { SNMPVariable($0, $1 ?? .noSuchObject) }
    }

    /// Takes the answer to the last question.
    mutating func take(_ answer: SNMPAnswer) throws(SNMPTrouble) {
        guard let group = groups.first else { return }
        groups.removeFirst()
        switch answer.errorStatus {
        case 0: try keep(answer.variables, of: group)
        case SNMPAnswer.noSuchName: drop(answer.errorIndex, of: group)
        case SNMPAnswer.tooBig:
            guard group.count > 1 else {
                throw SNMPTrouble(.tooBig, "the device says that \(dotted(names[group[0]])) alone is too big to answer")
            }
            split(group, into: group.count / 2)
        default:
            let index = Int(answer.errorIndex) - 1
            let name = group.indices.contains(index) ? names[group[index]] : nil
            throw .errorStatus(answer.errorStatus, name: name)
        }
    }

    private mutating func keep(_ variables: [SNMPVariable], of group: [Int]) throws(SNMPTrouble) {
        guard variables.count == group.count else {
            throw SNMPTrouble(
                .unexpectedAnswer, "\(group.count) variables were asked for, \(variables.count) came")
        }
        for (index, variable) in zip(group, variables) {
            guard variable.name == names[index] else {
                throw SNMPTrouble(
                    .unexpectedAnswer, "\(dotted(names[index])) was asked for, \(dotted(variable.name)) came")
            }
            values[index] = variable.value
        }
    }

    /// Version 1 answers nothing at all when it does not have one of the names, and says which (RFC 1157, 4.1.2).
    private mutating func drop(_ errorIndex: Int32, of group: [Int]) {
        let index = group.count == 1 ? 0 : Int(errorIndex) - 1
        guard group.indices.contains(index) else {
            // It does not say which: each on its own.
            split(group, into: 1)
            return
        }
        values[group[index]] = .noSuchObject
        var rest = group
        rest.remove(at: index)
        if !rest.isEmpty { groups.insert(rest, at: 0) }
    }

    private mutating func split(_ group: [Int], into count: Int) {
        let parts = stride(from: 0, to: group.count, by: count).map { Array(group[$0..<min($0 + count, group.count)]) }
        groups.insert(contentsOf: parts, at: 0)
    }
}
