import Dispatch

/// Work that takes up to seconds, and would hold up a task's thread meanwhile.
enum Background {
    /// Runs `body` on a thread of its own.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws(TLSError) -> Value
    ) async throws(TLSError) -> Value {
        let result: Result<Value, TLSError> = await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                do throws(TLSError) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
