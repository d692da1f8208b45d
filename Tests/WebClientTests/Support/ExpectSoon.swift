import Testing

/// Expects something to become true within ten seconds: what another task or the other side does in its own time.
func expectSoon(
    _ isTrue: @Sendable () async -> Bool, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    for _ in 0..<1000 {
        if await isTrue() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it did not become true", sourceLocation: sourceLocation)
}
