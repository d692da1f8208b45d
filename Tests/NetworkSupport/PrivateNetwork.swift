import Foundation
import Glibc

/// A network namespace of its own for the thread that a test's body runs on, with a pair of Ethernet interfaces that are
/// joined, `us` and `them`. Programs that the body starts are in it, too. It goes with the thread.
public enum PrivateNetwork {
    /// Whether it can be had: it takes root.
    public static let isAllowed = geteuid() == 0

    private typealias Unshare = @convention(c) (Int32) -> Int32
    /// CLONE_NEWNET.
    private static let newNetwork: Int32 = 0x4000_0000

    /// Runs `body` there, on a thread of its own; what it throws is thrown.
    public static func run(_ body: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                continuation.resume(
                    with: Result {
                        try enter()
                        try body()
                    })
            }
            thread.start()
        }
    }

    private static func enter() throws {
        // Swift's Glibc module does not have it.
        guard let symbol = dlsym(nil, "unshare") else { throw TestFailure("there is no unshare(2)") }
        guard unsafeBitCast(symbol, to: Unshare.self)(newNetwork) == 0 else {
            throw TestFailure("no network namespace: \(String(cString: strerror(errno)))")
        }
        for words in ["link add us type veth peer name them", "link set us up", "link set them up"] {
            try ForeignProgram.run("ip", words.split(separator: " ").map(String.init))
        }
    }
}
