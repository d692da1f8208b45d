import Faults
import SNMPProtocol

/// The objects that a SET may change, and what their values look like.
public struct WritableObjects: Sendable {
    /// An object.
    enum Object: Sendable, Hashable {
        case contact, name, location
        case authenticationTraps
        case seriousness
        case acknowledged
        case serialNumber
    }

    /// The objects and their names, without an index.
    let objects: [(name: [UInt32], object: Object)]
    /// What managers take turns with.
    let serialNumber: SetSerialNumber

    /// Nothing can be written.
    public static let none = WritableObjects([], SetSerialNumber())

    private init(_ objects: [(name: [UInt32], object: Object)], _ serialNumber: SetSerialNumber) {
        self.objects = objects
        self.serialNumber = serialNumber
    }

    /// The objects of an agent whose own modules stand below `root`.
    public init(root: ModuleRoot, serialNumber: SetSerialNumber = SetSerialNumber()) {
        let system: [UInt32] = [1, 3, 6, 1, 2, 1, 1]
        let tree = OwnTree(root)
        let faults = tree.objects(.alarm) + [4, 1, FaultTable.Column.seriousness.rawValue]
        let alarms = tree.objects(.alarm) + [2, 1, StandingAlarmTable.Column.acknowledged.rawValue]
        self.init(
            [
                (system + [SystemGroup.Scalar.contact.rawValue], .contact),
                (system + [SystemGroup.Scalar.name.rawValue], .name),
                (system + [SystemGroup.Scalar.location.rawValue], .location),
                ([1, 3, 6, 1, 2, 1, 11, 30], .authenticationTraps), (faults, .seriousness), (alarms, .acknowledged),
                ([1, 3, 6, 1, 6, 3, 1, 1, 6, 1], .serialNumber),
            ], serialNumber)
    }

    /// The object that a name begins with, and the rest of the name.
    func object(_ name: UnsafeBufferPointer<UInt32>) -> (object: Object, index: Slice<UnsafeBufferPointer<UInt32>>)? {
        for (prefix, object) in objects where name.starts(with: prefix) {
            return (object, name[prefix.count...])
        }
        return nil
    }
}

extension WritableObjects.Object {
    /// The longest text of the system group (RFC 3418 2).
    private static let textLimit = 255

    /// A value that was read.
    enum Value {
        case text(String)
        case number(Int32)
    }

    /// Reads a value, in the order of RFC 3416 4.2.5: its type, its length, its encoding, the value itself.
    func value(_ tag: UInt8, _ content: BERReader, in bytes: Span<UInt8>) throws(WriteRefusal) -> Value {
        switch self {
        case .contact, .name, .location:
            guard tag == BERTag.octetString else { throw .wrongType }
            guard content.count <= Self.textLimit else { throw .wrongLength }
            var octets: [UInt8] = []
            octets.reserveCapacity(content.count)
            for position in content.range { octets.append(bytes[position]) }
            // The settings are lines of text: what would break one cannot be kept.
            guard octets.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }), let text = String(validating: octets, as: UTF8.self)
            else { throw .wrongValue }
            return .text(text)
        case .authenticationTraps, .seriousness, .acknowledged, .serialNumber:
            guard tag == BERTag.integer else { throw .wrongType }
            guard let number = try? content.integerContent(in: bytes) else { throw .wrongEncoding }
            guard numbers.contains(number) else { throw .wrongValue }
            return .number(number)
        }
    }

    /// The numbers of the object's type.
    private var numbers: ClosedRange<Int32> {
        switch self {
        case .contact, .name, .location: 0...0
        // enabled(1), disabled(2); true(1), false(2).
        case .authenticationTraps, .acknowledged: 1...2
        case .seriousness: 1...Int32(Seriousness.critical.rawValue)
        case .serialNumber: 0...Int32.max
        }
    }

    /// The change that gives the instance with this index this value; throws when the instance is not there.
    func change(
        _ index: Slice<UnsafeBufferPointer<UInt32>>, _ value: Value, isThere: Bool
    ) throws(WriteRefusal) -> RequestedChange {
        guard index.count == 1, let number = index.first else { throw .noCreation }
        switch (self, value) {
        case (.contact, .text(let text)) where number == 0: return .managed(.contact(text))
        case (.name, .text(let text)) where number == 0: return .managed(.name(text))
        case (.location, .text(let text)) where number == 0: return .managed(.location(text))
        case (.authenticationTraps, .number(let value)) where number == 0:
            return .managed(.authenticationTraps(value == 1))
        case (.serialNumber, .number(let value)) where number == 0: return .serialNumber(value)
        case (.seriousness, .number(let value)):
            let code = FaultCode(rawValue: number)
            guard FaultCatalogue.definition(of: code) != nil, let level = Seriousness(rawValue: UInt8(clamping: value))
            else { throw .noCreation }
            return .managed(.seriousness(code, level))
        case (.acknowledged, .number(let value)):
            // Alarms come and go; which number comes next is nothing that a manager creates.
            guard isThere else { throw .inconsistentName }
            return .managed(.acknowledged(alarm: number, value == 1))
        default:
            throw .noCreation
        }
    }
}

/// What is wrong with one variable binding of a SET.
enum WriteRefusal: Error {
    case noAccess, notWritable, wrongType, wrongLength, wrongEncoding, wrongValue, noCreation, inconsistentName
    case inconsistentValue

    /// The error-status that says so.
    var status: ErrorStatus {
        switch self {
        case .noAccess: .noAccess
        case .notWritable: .notWritable
        case .wrongType: .wrongType
        case .wrongLength: .wrongLength
        case .wrongEncoding: .wrongEncoding
        case .wrongValue: .wrongValue
        case .noCreation: .noCreation
        case .inconsistentName: .inconsistentName
        case .inconsistentValue: .inconsistentValue
        }
    }
}
