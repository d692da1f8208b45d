import Synchronization

@testable import SNMPAgent

/// A clock that tests move.
final class TestTime: Sendable {
    private let value = Mutex<UInt64>(1_000_000)

    var milliseconds: UInt64 { value.withLock { $0 } }

    func advance(milliseconds: UInt64) {
        value.withLock { $0 += milliseconds }
    }
}

/// The failures that an engine reported.
final class FailureList: Sendable {
    private let list = Mutex<[AuthenticationFailure]>([])

    var all: [AuthenticationFailure] { list.withLock { $0 } }

    func append(_ failure: AuthenticationFailure) {
        list.withLock { $0.append(failure) }
    }
}
