/// A group of objects that one file serves, such as `ifTable` with `ifXTable`: it turns the source of the image (the
/// snapshot) into segments.
public protocol MIBGroup<Source>: Sendable {
    /// What the image is made from.
    associatedtype Source

    /// A name for logs and for the report, such as `IF-MIB`.
    var name: String { get }

    /// The arc below which all of the group's objects stand.
    var prefix: [UInt32] { get }

    /// The group's segments for `source`. `previous` is the image made before, whose unchanged rows are shared.
    func segments(from source: Source, previous: MIBImage?) -> [MIBSegment]
}

extension MIBImage {
    /// Makes the image of `source` that `groups` describe.
    ///
    /// Throws `MIBImageError` when two of them define the same object.
    public static func make<Source>(
        _ groups: [any MIBGroup<Source>], from source: Source, previous: MIBImage? = nil
    ) throws(MIBImageError) -> MIBImage {
        var segments: [MIBSegment] = []
        for group in groups { segments += group.segments(from: source, previous: previous) }
        return try MIBImage(segments, previous: previous)
    }
}

/// Why segments cannot be served together.
public enum MIBImageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two segments have this object, or one has it below the other's.
    case overlap([UInt32], [UInt32])

    /// The text for people.
    public var description: String {
        switch self {
        case .overlap(let first, let second):
            "expected each object once, but \(Self.text(first)) and \(Self.text(second)) overlap"
        }
    }

    private static func text(_ arcs: [UInt32]) -> String {
        arcs.map(String.init).joined(separator: ".")
    }
}
