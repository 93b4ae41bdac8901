module github.com/eventbridge-connections/emulator

go 1.26
