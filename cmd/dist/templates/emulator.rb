class Emulator < Formula
  desc "Amazon EventBridge connections on your machine"
  homepage "https://github.com/eventbridge-connections/emulator"
  version "{{.Version}}"
  license "Apache-2.0"

  on_macos do
    on_arm do
      url "https://github.com/eventbridge-connections/emulator/releases/download/v{{.Version}}/emulator_{{.Version}}_darwin_arm64.tar.gz"
      sha256 "{{.Sum "darwin" "arm64"}}"
    end
    on_intel do
      url "https://github.com/eventbridge-connections/emulator/releases/download/v{{.Version}}/emulator_{{.Version}}_darwin_amd64.tar.gz"
      sha256 "{{.Sum "darwin" "amd64"}}"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/eventbridge-connections/emulator/releases/download/v{{.Version}}/emulator_{{.Version}}_linux_arm64.tar.gz"
      sha256 "{{.Sum "linux" "arm64"}}"
    end
    on_intel do
      url "https://github.com/eventbridge-connections/emulator/releases/download/v{{.Version}}/emulator_{{.Version}}_linux_amd64.tar.gz"
      sha256 "{{.Sum "linux" "amd64"}}"
    end
  end

  def install
    bin.install "emulator"
    generate_completions_from_executable(bin/"emulator", "completion")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/emulator version")
  end
end
