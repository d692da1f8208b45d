import Synchronization

/// snmpSetSerialNo (RFC 3418 2): a number that managers set to the value that it has, so that of two who read the same
/// state and both want to change something only the first does. It is a TestAndIncr (RFC 2579 2), begins anywhere and
/// does not survive a restart.
///
/// Only who carries out SETs, one after the other, moves it on.
public final class SetSerialNumber: Sendable {
    private let number: Atomic<Int32>

    /// Makes a number that begins at `first`, 0 to 2,147,483,647.
    public init(first: Int32 = .random(in: 0...Int32.max)) {
        number = Atomic(max(0, first))
    }

    /// The value that a SET must have to succeed.
    public var current: Int32 { number.load(ordering: .acquiring) }

    /// Takes the next value: one more, and 0 behind the largest.
    func advance() {
        let value = current
        number.store(value == .max ? 0 : value + 1, ordering: .releasing)
    }
}
